import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { brokenSpeech } from '#lib/engines/validation/own-side.ts'
import type { ValidationPolicy } from '#lib/engines/validation/policy.ts'
import type { Judgement } from '#lib/engines/validation/score.ts'

/** Validators of what was heard, understood, done and answered. */
const ofAnswer = new Set([
  ...['transcript', 'intent', 'entity', 'response', 'tools', 'say_do', 'reply', 'barge_in'],
])

/** What is wrong in a turn whose speech we sent with a hole may be our own doing: it proves nothing against the voice AI. */
export function ofBrokenSpeech<T extends Judgement | null>(
  validator: string,
  judgement: T,
  turn: TurnEvidence,
  policy: ValidationPolicy,
): T {
  const late = ofAnswer.has(validator) ? brokenSpeech(turn, policy) : null
  if (late === null || judgement?.proof !== 'wrong') return judgement
  const why = `Not certain: Earshot sent a part of the caller’s speech ${Math.round(late)} ms late, so the voice AI may have heard something else.`
  return { ...judgement, proof: 'unproven', evidence: `${judgement.evidence} ${why}` }
}
