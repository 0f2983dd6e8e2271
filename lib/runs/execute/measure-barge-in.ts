import { findActiveFrames } from '#lib/engines/speech/conditions/active-frames.ts'
import type { BargeInEvidence } from '#lib/engines/validation/evidence.ts'
import type { CallRecording } from '#lib/runs/execute/call-recording.ts'

/** Both spoke in this time of the recording, ms. */
export type Overlap = { turn: number; from_ms: number; to_ms: number }
export type MeasuredBargeIn = { evidence: BargeInEvidence; overlaps: Overlap[] }

export type BargeIn = {
  turn: number
  /** as the case has it */
  afterMs: number
  /** where the speech begins and ends in what the caller says, ms; the whole of it when unknown */
  speech: { fromMs: number; toMs: number } | null
}

/** A copy in which only these parts are heard. */
function only(samples: Int16Array, spans: readonly { from: number; to: number }[]): Int16Array {
  const kept = new Int16Array(samples.length)
  for (const { from, to } of spans) kept.set(samples.subarray(from, to), from)
  return kept
}

/** Runs of neighbouring frames, as times; a breath between two words does not part them. */
function merged(frames: readonly number[], frameMs: number, turn: number): Overlap[] {
  const breathMs = 100
  const overlaps: Overlap[] = []
  for (const frame of frames) {
    const last = overlaps.at(-1)
    const from_ms = frame * frameMs
    if (last && from_ms - last.to_ms <= breathMs) last.to_ms = from_ms + frameMs
    else overlaps.push({ turn, from_ms, to_ms: from_ms + frameMs })
  }
  return overlaps
}

/**
 * What the recording says of a caller who broke in, in frames of 20 ms that are within 30 dB of the loudest. The old reply
 * is all that was heard of the turns before, and what came of it later.
 */
export function measureBargeIn(
  recording: CallRecording | null,
  { turn, afterMs, speech }: BargeIn,
): MeasuredBargeIn {
  const none: BargeInEvidence = {
    ...{ after_ms: afterMs, began_ms: null, overlap_ms: 0, stopped_ms: null },
  }
  if (!recording) return { evidence: none, overlaps: [] }
  const { sampleRate, callerSpans, voiceAiSpans } = recording
  const perMs = sampleRate / 1_000
  const old = voiceAiSpans.filter(
    (span) => span.turn < turn || (span.turn === turn && span.unsolicited),
  )
  const reply = voiceAiSpans.find((span) => span.turn === turn - 1 && !span.unsolicited)
  const said = callerSpans.find((span) => span.turn === turn)
  if (!said) return { evidence: none, overlaps: [] }
  const from = said.from + Math.round((speech?.fromMs ?? 0) * perMs)
  const to = speech ? said.from + Math.round(speech.toMs * perMs) : said.to
  const caller = findActiveFrames(only(recording.caller, [{ from, to }]), sampleRate)
  const voiceAi = findActiveFrames(only(recording.voiceAi, old), sampleRate)
  const frameMs = caller.frame / perMs
  const first = caller.active.indexOf(true)
  if (first < 0) return { evidence: none, overlaps: [] }
  const both = [...caller.active.keys()].filter((at) => caller.active[at] && voiceAi.active[at])
  const lastOfOld = voiceAi.active.lastIndexOf(true)
  const began_ms = reply ? Math.round((from - reply.from) / perMs) : null
  const overlap_ms = both.length * frameMs
  const stopped_ms = both.length > 0 ? Math.max(0, (lastOfOld + 1) * frameMs - from / perMs) : null
  return {
    evidence: {
      ...{ after_ms: afterMs, began_ms, overlap_ms },
      stopped_ms: stopped_ms === null ? null : Math.round(stopped_ms),
    },
    overlaps: merged(both, frameMs, turn),
  }
}
