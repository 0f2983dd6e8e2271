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
