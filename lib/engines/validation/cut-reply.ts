import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { Judgement } from '#lib/engines/validation/score.ts'

/** Validators of what a reply says; all others judge what was complete before it broke off. */
const ofReply = new Set(['intent', 'entity', 'response', 'audio', 'listening'])

/** What a reply that is not whole lacks may have been in its rest: nothing that it says or leaves out is proven wrong. */
export function ofCutReply<T extends Judgement | null>(
  validator: string,
  judgement: T,
  { incomplete }: TurnEvidence,
): T {
  return incomplete !== undefined && judgement?.proof === 'wrong' && ofReply.has(validator)
    ? { ...judgement, proof: 'unproven' }
    : judgement
}
