'use client'

import { TargetForm } from '#app/(dashboard)/settings/targets/_components/target-form.client.tsx'
import type {
  ConnectorOption,
  TargetInput,
  TargetValue,
} from '#app/(dashboard)/settings/targets/_lib/target-form.ts'
import {
  checkUnsavedTargetAction,
  createTargetAction,
  updateTargetAction,
} from '#app/(dashboard)/settings/targets/actions.ts'
import { refused } from '#components/settings-form/refused.ts'
import { toast } from '#components/ui/toast.client.ts'
import {
  CheckUnsavedTargetInput,
  CreateTargetInput,
  UpdateTargetInput,
} from '#lib/targets/schema.ts'

type EditTargetProps = {
  connectors: ConnectorOption[]
  /** null for a new one */
  target: (TargetValue & { id: string }) | null
}

/** Left out when nothing was typed: naming secrets at all needs the permission to set them. */
const typedSecrets = ({ secrets }: TargetInput) =>
  Object.keys(secrets).length > 0 ? { secrets } : {}

export function EditTarget({ connectors, target }: EditTargetProps) {
  const save = async (typed: TargetInput) => {
    const { name, connector, config } = typed
    const secrets = typedSecrets(typed)
    if (!target) {
      const input = CreateTargetInput.safeParse({ name, connector, config, ...secrets })
      return input.success ? createTargetAction(input.data) : refused(input.error)
    }
    const input = UpdateTargetInput.safeParse({ name, config, ...secrets })
    if (!input.success) return refused(input.error)
    const result = await updateTargetAction({ id: target.id, input: input.data })
    if (result.ok) toast.success(`Saved ${name}`)
    return result
  }
  const check = async (typed: TargetInput) => {
    const { connector, config } = typed
    const input = CheckUnsavedTargetInput.safeParse({
      ...{ target_id: target?.id ?? null, connector, config },
      ...typedSecrets(typed),
    })
    return input.success ? checkUnsavedTargetAction(input.data) : refused(input.error)
  }
  return <TargetForm connectors={connectors} target={target} onSave={save} onCheck={check} />
}
