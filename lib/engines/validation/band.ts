import type { BandState, ValidationPolicy } from '#lib/engines/validation/policy.ts'
import type { Score } from '#lib/engines/validation/score.ts'

/** Version of all rules that are in no single validator: tokens, grammars, doubts, aggregation. */
export const judgeVersion = 2

/** What a response was compared by: `response:contains+similar_to`; its detail names the checks. */
function kindOf({ validator, detail }: Score): string {
  if (typeof detail !== 'object' || detail === null || Array.isArray(detail)) return validator
  const { checks } = detail
  return Array.isArray(checks) && checks.length > 0
    ? `${validator}:${checks.map(String).sort().join('+')}`
    : validator
}

/** The sorted kinds of the must-haves, each with its version: `entity@2,response:contains@2`. */
function mixOf(scores: readonly Score[]): string {
  const kinds = scores
    .filter(({ mustHave }) => mustHave)
    .map((score) => `${kindOf(score)}@${score.version}`)
  return [...new Set(kinds)].sort().join(',')
}

/**
 * The band in which a verdict's reviews are counted: validator mix × language × target version × judge version. Reviews
 * of one band say nothing of another. `targetVersion` is null for a judgement without a target.
 */
export function bandOf(
  scores: readonly Score[],
  language: string,
  targetVersion: string | null,
): string {
  return [mixOf(scores), language, `target ${targetVersion ?? '-'}`, `judge ${judgeVersion}`].join(
    ' | ',
  )
}

/** The state of a band for one verdict; null while reviews have not moved it. */
const bandStateOf = (
  policy: ValidationPolicy,
  band: string,
  verdict: 'passed' | 'failed',
): BandState | null =>
  policy.bands?.find((state) => state.band === band && state.verdict === verdict) ?? null

/** Confidence from which a proven verdict of the band is automatic. */
export function cutOf(
  policy: ValidationPolicy,
  band: string,
  verdict: 'passed' | 'failed',
): { cut: number; text: string } {
  const state = bandStateOf(policy, band, verdict)
  if (state !== null) return { cut: state.cut, text: state.text }
  const cut = verdict === 'passed' ? policy.autoPassConfidence : policy.autoFailConfidence
  return { cut, text: `fixed at ${cut}: no reviews yet` }
}
