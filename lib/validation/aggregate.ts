import type { AutomaticStatus, Score, TurnEvidence, ValidationPolicy, Verdict } from './types.ts'

/** Why a passing verdict is less sure than its scores; `cap` bounds the confidence. */
type Doubt = { cap: number; why: string }

/** Confidence of the voice AI in its own transcript below which a pass is doubtful. */
const lowTranscriptConfidence = 0.6

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

/** An intent or entity that came out as expected: the words were heard well enough to be understood. */
function understood(turn: number, scores: readonly Score[]): boolean {
  return scores.some(
    ({ turn: at, pass, validator }) =>
      at === turn && pass && (validator === 'intent' || validator === 'entity'),
  )
}

/** Confidence of a passed score: similarity counts as sure only beside a passed intent or entity of its turn. */
function sureness(
  score: Score,
  corroborated: ReadonlyMap<Score, number>,
  scores: readonly Score[],
): number {
  const lifted = corroborated.get(score)
  return lifted !== undefined && understood(score.turn, scores) ? lifted : score.confidence
}

function doubtsOf(turns: readonly TurnEvidence[], scores: readonly Score[]): Doubt[] {
  const doubts: Doubt[] = []
  for (const score of scores)
    if (score.validator === 'transcript' && score.score < 1)
      doubts.push({ cap: score.pass ? 0.85 : 0.75, why: 'the transcript is not exact' })
  for (const turn of turns) {
    if (turn.kind !== 'voice') continue
    if (turn.heard === null && turn.said !== null)
      doubts.push({
        cap: understood(turn.index, scores) ? 0.92 : 0.85,
        why: 'no transcript shows what was heard',
      })
    if (turn.heard_confidence !== null && turn.heard_confidence < lowTranscriptConfidence)
      doubts.push({
        cap: 0.8,
        why: `the voice AI was unsure of what it heard (${turn.heard_confidence.toFixed(2)})`,
      })
  }
  return doubts
}

export type Decision = { verdict: 'passed' | 'failed'; confidence: number; doubt: string | null }

/**
 * Must-haves decide. A pass is as sure as its least sure must-have, and capped by doubts (the strict rule: all
 * must-haves true and every transcript exact); a failure is as sure as its surest failed must-have.
 */
export function decide(
  turns: readonly TurnEvidence[],
  scores: readonly Score[],
  corroborated: ReadonlyMap<Score, number>,
): Decision {
  const must = scores.filter(({ mustHave }) => mustHave)
  const failed = must.filter(({ pass }) => !pass)
  if (failed.length > 0) {
    const confidence = Math.max(...failed.map((score) => score.confidence))
    return { verdict: 'failed', confidence, doubt: null }
  }
  if (must.length === 0)
    return { verdict: 'passed', confidence: 0.5, doubt: 'nothing is expected of the answer' }
  let confidence = 1
  let doubt: string | null = null
  for (const score of must) {
    const sure = sureness(score, corroborated, must)
    if (sure < confidence) confidence = sure
    if (sure < 0.9 && doubt === null)
      doubt = `${score.validator.replaceAll('_', ' ')} is borderline`
  }
  for (const { cap, why } of doubtsOf(turns, scores))
    if (cap < confidence) {
      confidence = cap
      doubt = why
    }
  return { verdict: 'passed', confidence, doubt }
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

/**
 * Whether a person is needed. An `invalid` execution needs a retry, not a reviewer: it is `auto_fail`, and never
 * counted as a failure because its verdict says invalid.
 */
export function statusOf(
  verdict: Verdict,
  confidence: number,
  policy: ValidationPolicy,
): AutomaticStatus {
  if (verdict === 'invalid') return 'auto_fail'
  if (verdict === 'passed')
    return !policy.humanReview || confidence >= policy.autoPassConfidence
      ? 'auto_pass'
      : 'manual_review'
  return !policy.humanReview || confidence >= policy.autoFailConfidence
    ? 'auto_fail'
    : 'manual_review'
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
