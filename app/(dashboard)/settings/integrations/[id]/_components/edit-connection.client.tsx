'use client'

import {
  ConnectionForm,
  type ConnectionFormProps,
  type ConnectionInput,
} from '#app/(dashboard)/settings/integrations/_components/connection-form.client.tsx'
import { updateConnectionAction } from '#app/(dashboard)/settings/integrations/actions.ts'
import { refused } from '#components/settings-form/refused.ts'
import { toast } from '#components/ui/toast.client.ts'
import { UpdateConnectionInput } from '#lib/integrations/schema.ts'

type EditConnectionProps = Omit<ConnectionFormProps, 'onSave' | 'submitLabel'> & { id: string }

/** Left out when none was typed: unsaid secrets stay. */
const typed = ({ secrets }: ConnectionInput) => (Object.keys(secrets).length > 0 ? { secrets } : {})

export function EditConnection({ id, ...form }: EditConnectionProps) {
  const save = async (given: ConnectionInput) => {
    const { name, config } = given
    const input = UpdateConnectionInput.safeParse({ name, config, ...typed(given) })
    if (!input.success) return refused(input.error)
    const result = await updateConnectionAction({ id, input: input.data })
    if (result.ok) toast.success(`Saved ${name}. Test the connection again.`)
    return result
  }
  return <ConnectionForm {...form} submitLabel="Save" onSave={save} />
}
