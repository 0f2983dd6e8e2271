import type { ConditionForm } from '#app/(dashboard)/settings/device-profiles/_lib/types.ts'
import { parseJsonSchema } from '#components/settings-form/parse-json-schema.ts'
import { acousticConditions, lineConditions } from '#lib/engines/speech/conditions/registry.ts'

/** The conditions that a profile can have, in the order in which sound passes through them. */
export const conditionForms = (): ConditionForm[] =>
  [...acousticConditions, ...lineConditions].map(({ kind, label, schema }) => ({
    kind,
    label,
    schema: parseJsonSchema(schema),
  }))
