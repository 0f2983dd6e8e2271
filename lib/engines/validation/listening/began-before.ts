import type { AudioEvidence, TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { Finding } from '#lib/engines/validation/listening/finding.ts'

/** ms by which a reply must come before the caller's first sound: events are timed to some ms, sounds to 20. */
const sureMs = 40

/** When the caller's speech began, ms of the turn; sending may be faster than speaking, so its end places it. */
function speechBegan({ timings, stimulus }: TurnEvidence): number | null {
  const { first_byte_out_ms: from, speech_end_ms: to } = timings
  if (from === null || to === null || !stimulus?.speech_end_ms) return null
  return from + ((to - from) * (stimulus.speech_start_ms ?? 0)) / stimulus.speech_end_ms
}

/** A reply that sounded before the caller said anything answers something else. */
export function beganBefore(
  turn: TurnEvidence,
  { speech_start_ms: lead }: AudioEvidence,
): Finding | null {
  const { first_audio_ms: arrived, first_sound_ms: heard = null } = turn.timings
  const began = speechBegan(turn)
  if (turn.kind !== 'voice' || turn.barge_in || began === null || arrived === null) return null
  const sounded = heard ?? arrived + (lead ?? 0)
  const early = began - sounded
  if (early < sureMs) return null
  return {
    ...{ about: 'too_early', proof: 'unproven', likely: false, confidence: 0.8 },
    why: `The reply began ${Math.round(early)} ms before the caller spoke, so it may be no answer to it.`,
  }
}
