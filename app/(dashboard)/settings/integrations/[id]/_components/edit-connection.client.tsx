'use client'

import type {
  ConnectionFormProps,
  ConnectionInput,
} from '#app/(dashboard)/settings/integrations/_components/connection-form.client.tsx'
import { LazyConnectionForm } from '#app/(dashboard)/settings/integrations/_components/lazy-connection-form.client.tsx'
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
  return <LazyConnectionForm {...form} submitLabel="Save" onSave={save} />
}
