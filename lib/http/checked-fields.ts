import { InvalidError } from '#lib/platform/errors.ts'
import { foreignFaults } from '#lib/platform/format/foreign-faults.ts'

/** Throws `InvalidError` by the names of the fields whose text cannot be kept; `part` says what they are fields of. */
export function checkForeign(value: unknown, part: string): void {
  const faults = foreignFaults(value)
  if (faults.length > 0) throw new InvalidError(`The ${part} is not valid`, faults)
}

/** The fields of a query, or of a form that was sent like one. Throws as `checkForeign` does. */
export function checkedFields(pairs: URLSearchParams, part: string): Record<string, string> {
  const fields = Object.fromEntries(pairs)
  checkForeign(fields, part)
  return fields
}
