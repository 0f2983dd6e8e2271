'use client'

import {
  TargetForm,
  type ConnectorOption,
  type TargetInput,
  type TargetValue,
} from '#app/(dashboard)/settings/targets/_components/target-form.client.tsx'
import {
  createTargetAction,
  updateTargetAction,
} from '#app/(dashboard)/settings/targets/actions.ts'
import { toast } from '#components/ui/toast.client.ts'
import { CreateTargetInput, UpdateTargetInput } from '#lib/targets/schema.ts'

type EditTargetProps = {
  connectors: ConnectorOption[]
  /** null for a new one */
  target: (TargetValue & { id: string }) | null
}

/** Left out when nothing was typed: naming secrets at all needs the permission to set them. */
const typedSecrets = ({ secrets }: TargetInput) =>
  Object.keys(secrets).length > 0 ? { secrets } : {}

export function EditTarget({ connectors, target }: EditTargetProps) {
  const save = async ({ connector, ...input }: TargetInput) => {
    const { name, config } = input
    const secrets = typedSecrets({ connector, ...input })
    if (!target)
      return createTargetAction(CreateTargetInput.parse({ name, connector, config, ...secrets }))
    const result = await updateTargetAction({
      id: target.id,
      input: UpdateTargetInput.parse({ name, config, ...secrets }),
    })
    if (result.ok) toast.success(`Saved ${name}`)
    return result
  }
  return <TargetForm connectors={connectors} target={target} onSave={save} />
}
