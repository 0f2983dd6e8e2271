import { InvalidError } from '../errors.ts'
import { faultsOf } from '../format/faults.ts'
import { TriggerRules, type TriggerRule } from './schema.ts'

/** Trigger rules of the connection `name` as they stand in a file. Throws `InvalidError` by rule and field. */
export function parseTriggers(name: string, raw: unknown): TriggerRule[] {
  const parsed = TriggerRules.safeParse(raw)
  if (parsed.success) return parsed.data
  throw new InvalidError(
    `The triggers of ${name} are not right`,
    faultsOf(parsed.error).map(({ path, message }) => ({ path: `triggers${path}`, message })),
  )
}
