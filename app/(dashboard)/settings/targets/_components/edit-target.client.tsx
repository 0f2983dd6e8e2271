'use client'

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
import { FormSkeleton } from '#components/lazy/form-skeleton.tsx'
import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import { toast } from '#components/ui/toast.client.ts'

const shownFields = ({ config, secrets }: ConnectorOption) =>
  [config, secrets]
    .flatMap(({ properties = {} }) => Object.values(properties))
    .filter(({ group }) => group !== 'advanced').length

const TargetForm = lazyView(
  () =>
    import('#app/(dashboard)/settings/targets/_components/target-form.client.tsx').then(
      (view) => view.TargetForm,
    ),
  {
    loading: ({ connectors: [first] }) => (
      <FormSkeleton fields={2 + (first ? shownFields(first) : 0)} />
    ),
  },
)

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
    if (!target) return createTargetAction({ name, connector, config, ...secrets })
    const result = await updateTargetAction({ id: target.id, input: { name, config, ...secrets } })
    if (result.ok) toast.success(`Saved ${name}`)
    return result
  }
  const check = (typed: TargetInput) => {
    const { connector, config } = typed
    return checkUnsavedTargetAction({
      ...{ target_id: target?.id ?? null, connector, config },
      ...typedSecrets(typed),
    })
  }
  return <TargetForm connectors={connectors} target={target} onSave={save} onCheck={check} />
}
