import { createHash } from 'node:crypto'

export type FailureClass = {
  organizationId: string
  caseId: string
  language: string
  /** what the failure is put down to */
  blame: string | null
  /** the validator that weighed most against it */
  validator: string | null
}

/** The same failure again gives the same 64 hex digits, whatever the run, target or wording. */
export function fingerprintOf(failure: FailureClass): string {
  const { organizationId, caseId, language, blame, validator } = failure
  const parts = [organizationId, caseId, language, blame ?? '', validator ?? '']
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

type FailedScore = {
  validator: string
  pass: boolean
  weight: number
  mustHave?: boolean | undefined
}

/** The failing validator that decides: a must-have first, then the heaviest, then by name. */
export function failingValidator(scores: readonly FailedScore[]): string | null {
  const [worst] = scores
    .filter(({ pass }) => !pass)
    .toSorted(
      (a, b) =>
        Number(b.mustHave ?? false) - Number(a.mustHave ?? false) ||
        b.weight - a.weight ||
        (a.validator < b.validator ? -1 : 1),
    )
  return worst?.validator ?? null
}
