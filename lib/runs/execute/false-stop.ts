import { findActiveFrames } from '#lib/engines/speech/conditions/active-frames.ts'
import type { BargeInEvidence } from '#lib/engines/validation/evidence.ts'
import type { CallRecording } from '#lib/runs/execute/call-recording.ts'
import type { TurnResult } from '#lib/runs/execute/take-turn.ts'

/** ms of the voice AI's speech, once the caller has fallen silent again, that show that it went on. */
const wentOnMs = 500

/** ms of sound of the old reply after a place in the recording, frames of 20 ms. */
function heardAfter(recording: CallRecording, turn: number, from: number): number {
  const old = new Int16Array(recording.voiceAi.length)
  for (const span of recording.voiceAiSpans)
    if (span.turn < turn || (span.turn === turn && span.unsolicited))
      old.set(recording.voiceAi.subarray(span.from, span.to), span.from)
  const { frame, active } = findActiveFrames(old, recording.sampleRate)
  const frameMs = (frame / recording.sampleRate) * 1_000
  return active.filter((isActive, at) => isActive && at * frame >= from).length * frameMs
}

/**
 * Whether the voice AI stopped for a caller who only showed that they listen. It did when it said that it is interrupted
 * while it was still heard, and it did not when its old reply was heard on for half a second after the caller. A reply that
 * simply ended meanwhile tells neither.
 */
export function falseStop(
  { utterance, events }: Pick<TurnResult, 'utterance' | 'events'>,
  recording: CallRecording | null,
): Pick<BargeInEvidence, 'backchannel' | 'false_stop'> {
  const told = (false_stop: boolean | null) => ({ backchannel: true as const, false_stop })
  if (events.some(({ type }) => type === 'interrupted')) return told(true)
  const said = recording?.callerSpans.find(({ turn }) => turn === utterance.index)
  if (!recording || !said) return told(null)
  const { speechEndMs } = utterance.stimulus?.levels ?? {}
  const ended = said.from + ((speechEndMs ?? 0) * recording.sampleRate) / 1_000
  return told(heardAfter(recording, utterance.index, ended) >= wentOnMs ? false : null)
}
