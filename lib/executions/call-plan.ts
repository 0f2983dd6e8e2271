import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'

/** A part of a turn's audio in the recording of the call, all in ms: from `fromMs` of the audio on, at `atMs`. */
export type PlannedPart = { atMs: number; fromMs: number; toMs: number }

/** Where a turn lies in the recording of a call. */
type PlannedTurn = {
  turn: number
  /** where 0 ms of the turn's own times is */
  zeroMs: number
  caller: PlannedPart | null
  voiceAi: PlannedPart[]
}

export type CallPlan = { durationMs: number; turns: PlannedTurn[] }

/** Between two turns: how long it really took is the time of preparing and judging, which no caller hears. */
const betweenMs = 500
/** A longer call is not put together. */
const longestMs = 600_000

/** The caller's speech ends where its last sample left, at whatever pace it was sent. */
function callerPart({ stimulus, timings }: TurnEvidence): PlannedPart | null {
  const { speech_end_ms: end, first_byte_out_ms: first } = timings
  if (!stimulus) return null
  const atMs =
    end !== null && stimulus.speech_end_ms !== null ? end - stimulus.speech_end_ms : first
  return atMs === null ? null : { atMs, fromMs: 0, toMs: stimulus.duration_ms }
}

function voiceAiParts({ reply_audio: audio, playback, timings }: TurnEvidence): PlannedPart[] {
  if (!audio || audio.duration_ms <= 0) return []
  const { first_audio_ms: first } = timings
  const parts = playback ?? (first === null ? [] : [{ at_ms: first, from_ms: 0 }])
  return parts.map(({ at_ms: atMs, from_ms: fromMs }, at) => ({
    ...{ atMs, fromMs },
    toMs: parts[at + 1]?.from_ms ?? audio.duration_ms,
  }))
}

const moved = (part: PlannedPart, by: number): PlannedPart => ({ ...part, atMs: part.atMs + by })

/**
 * How both sides of a call lie on one clock, from the evidence of its turns. Within a turn everything is where it was said
 * and heard; the next turn follows when what was said in the one before has been heard out. null when there is nothing to
 * hear, or more than 10 minutes of it.
 */
export function callPlan(turns: readonly TurnEvidence[]): CallPlan | null {
  const planned: PlannedTurn[] = []
  let endMs = 0
  for (const turn of turns) {
    const caller = callerPart(turn)
    const voiceAi = voiceAiParts(turn)
    const parts = [...(caller ? [caller] : []), ...voiceAi]
    if (parts.length === 0) continue
    const zeroMs =
      (planned.length === 0 ? 0 : endMs + betweenMs) - Math.min(...parts.map(({ atMs }) => atMs))
    planned.push({
      ...{ turn: turn.index, zeroMs },
      caller: caller && moved(caller, zeroMs),
      voiceAi: voiceAi.map((part) => moved(part, zeroMs)),
    })
    endMs = Math.max(...parts.map(({ atMs, fromMs, toMs }) => zeroMs + atMs + toMs - fromMs))
  }
  return planned.length === 0 || endMs > longestMs ? null : { durationMs: endMs, turns: planned }
}
