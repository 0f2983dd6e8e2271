import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { ValidationPolicy } from '#lib/engines/validation/policy.ts'

/** ms of delay of our own side above which a time proves nothing, unless the policy says otherwise */
const defaultMaxMs = 100
/** ms of a hole in the caller's speech from which a voice AI may hear another utterance, or take it for the end */
const holeMs = 250

const maxOwnSide = ({ gates }: ValidationPolicy): number => gates?.maxOwnSideMs ?? defaultMaxMs

/** ms by which our own side may have been late until the response came. */
export const ownSideOf = ({ own_side }: TurnEvidence): number =>
  Math.max(0, own_side?.event_loop_ms ?? 0) + Math.max(0, own_side?.send_late_ms ?? 0)

/** The same for times within the reply: its pieces are told of by the event loop. */
export const ownSideInReply = ({ own_side }: TurnEvidence): number =>
  Math.max(0, own_side?.event_loop_ms ?? 0, own_side?.event_loop_reply_ms ?? 0)

/** Why a time of `own` ms of delay proves nothing; null when it may. */
export function ownSideDoubt(own: number, policy: ValidationPolicy): string | null {
  const max = maxOwnSide(policy)
  return own > max
    ? `not certain: Earshot itself was up to ${Math.round(own)} ms late, more than the ${Math.round(max)} ms allowed`
    : null
}

/**
 * How late the caller's speech left in a turn in which it left so late that the voice AI heard it with a hole; null in any
 * other. What is heard or answered wrong may then be our own doing.
 */
export function brokenSpeech(
  { own_side, kind }: TurnEvidence,
  policy: ValidationPolicy,
): number | null {
  const late = kind === 'voice' ? (own_side?.frames?.worst_ms ?? 0) : 0
  return late > Math.max(holeMs, maxOwnSide(policy)) ? late : null
}
