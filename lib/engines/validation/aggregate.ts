import { cutOf } from '#lib/engines/validation/band.ts'
import type { ValidationPolicy } from '#lib/engines/validation/policy.ts'
import type { Score } from '#lib/engines/validation/score.ts'
import { percent } from '#lib/engines/validation/text/figures.ts'
import type { AutomaticStatus, Doubt, Verdict } from '#lib/engines/validation/verdict.ts'

/** Weighted mean of the scores, 0..1; null without scores. */
export function meanScore(scores: readonly Score[]): number | null {
  let sum = 0
  let weights = 0
  for (const { score, weight } of scores) {
    sum += score * weight
    weights += weight
  }
  return weights === 0 ? null : sum / weights
}

/** Nothing that is not proven is surer than this, whatever the numbers say. */
const unprovenCap = 0.85
const undecided = 0.5

export type Decision = {
  verdict: 'passed' | 'failed'
  confidence: number
  proven: boolean
  /** what keeps the verdict from being proven */
  doubts: Doubt[]
}

/**
 * One must-have that is proven wrong fails; a pass needs every must-have proven right and no doubt about the exchange
 * as a whole. Everything else is not proven, and the verdict is only the likelier one.
 */
export function decide(scores: readonly Score[], general: readonly Doubt[]): Decision {
  const must = scores.filter(({ mustHave }) => mustHave)
  const wrong = must.filter(({ proof }) => proof === 'wrong')
  if (wrong.length > 0) {
    const confidence = Math.max(...wrong.map((score) => score.confidence))
    return { verdict: 'failed', confidence, proven: true, doubts: [] }
  }
  if (must.length === 0) {
    const why = 'no expectation is set for the answer'
    return {
      verdict: 'passed',
      confidence: undecided,
      proven: false,
      doubts: [{ turn: null, validator: null, why }],
    }
  }
  const open = must.filter(({ proof }) => proof === 'unproven')
  const lowest = Math.min(...must.map((score) => score.confidence))
  if (open.length === 0 && general.length === 0)
    return { verdict: 'passed', confidence: lowest, proven: true, doubts: [] }
  const against = open.filter(({ pass }) => !pass)
  const confidence =
    against.length > 0 ? Math.max(...against.map((score) => score.confidence)) : lowest
  return {
    verdict: against.length > 0 ? 'failed' : 'passed',
    confidence: Math.min(confidence, unprovenCap),
    proven: false,
    doubts: [
      ...open.map(({ turn, validator, evidence }) => ({ turn, validator, why: evidence })),
      ...general,
    ],
  }
}

/** FNV-1a with a final mix: a stable number in [0, 1) from an id, so that a replay draws the same audits. */
export function shareOf(id: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < id.length; index++)
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

const automatic = (verdict: Verdict): AutomaticStatus =>
  verdict === 'passed' ? 'auto_pass' : 'auto_fail'

/**
 * Whether a person is needed, and why when the confidence is what is missing. An `invalid` execution needs a retry, not
 * a reviewer: it is `auto_fail`, and never counted as a failure because its verdict says invalid.
 */
export function statusOf(
  decision: Decision,
  band: string,
  policy: ValidationPolicy,
): { status: AutomaticStatus; doubts: Doubt[] } {
  if (!policy.humanReview) return { status: automatic(decision.verdict), doubts: [] }
  if (!decision.proven) return { status: 'manual_review', doubts: decision.doubts }
  const { cut, text } = cutOf(policy, band, decision.verdict)
  if (decision.confidence >= cut) return { status: automatic(decision.verdict), doubts: [] }
  const why =
    cut > 1
      ? `every verdict of this kind needs a review (${text})`
      : `the confidence of ${percent(decision.confidence)} is below ${percent(cut)} (${text})`
  return { status: 'manual_review', doubts: [{ turn: null, validator: null, why }] }
}

/** Blind audit: a fixed share of the automatic decisions, drawn by the execution's id. */
export function isAudited(
  executionId: string,
  status: AutomaticStatus,
  policy: ValidationPolicy,
): boolean {
  return (
    policy.humanReview && status !== 'manual_review' && shareOf(executionId) < policy.auditShare
  )
}
