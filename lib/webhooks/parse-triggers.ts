import { InvalidError } from '#lib/platform/errors.ts'
import { faultsOf } from '#lib/platform/format/faults.ts'
import { TriggerRules, type TriggerRule } from '#lib/webhooks/schema.ts'

/** Trigger rules of the connection `name` as they stand in a file. Throws `InvalidError` by rule and field. */
export function parseTriggers(name: string, raw: unknown): TriggerRule[] {
  const parsed = TriggerRules.safeParse(raw)
  if (parsed.success) return parsed.data
  throw new InvalidError(
    `The triggers of ${name} are not valid`,
    faultsOf(parsed.error).map(({ path, message }) => ({ path: `triggers${path}`, message })),
  )
}
