'use client'

import {
  ConnectionForm,
  type ConnectionFormProps,
  type ConnectionInput,
} from '#app/(dashboard)/settings/integrations/_components/connection-form.client.tsx'
import { updateConnectionAction } from '#app/(dashboard)/settings/integrations/actions.ts'
import { toast } from '#components/ui/toast.client.ts'

type EditConnectionProps = Omit<ConnectionFormProps, 'onSave' | 'submitLabel'> & { id: string }

/** Left out when none was typed: unsaid secrets stay. */
const typed = ({ secrets }: ConnectionInput) => (Object.keys(secrets).length > 0 ? { secrets } : {})

export function EditConnection({ id, ...form }: EditConnectionProps) {
  const save = async (given: ConnectionInput) => {
    const { name, config } = given
    const result = await updateConnectionAction({ id, input: { name, config, ...typed(given) } })
    if (result.ok) toast.success(`Saved ${name}. Test the connection again.`)
    return result
  }
  return <ConnectionForm {...form} submitLabel="Save" onSave={save} />
}
