import type { TurnEvent } from '#lib/engines/connectors/types.ts'
import { resample } from '#lib/engines/speech/audio/resample.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'

const sampleRate = 16_000
const perMs = sampleRate / 1_000
/** A recording ends here, whatever a voice AI still sends. */
const maxMs = 3_600_000

/** One turn as it was held: what the caller said into the line, and what happened. */
export type RecordedTurn = { index: number; said: Clip | null; events: readonly TurnEvent[] }

/** Where something is in the recording, in samples; `to` is the first sample after it. */
type Span = { from: number; to: number }
/** `unsolicited`: no answer of this turn, but a greeting or the rest of the reply before */
type HeardSpan = Span & { turn: number; unsolicited: boolean }

/** Both sides of a call on one clock, 16 kHz: the caller, and the voice AI as the caller would have heard it. */
export type CallRecording = {
  sampleRate: typeof sampleRate
  /** `performance.now()` of its first sample */
  startedAt: number
  caller: Int16Array
  voiceAi: Int16Array
  callerSpans: (Span & { turn: number })[]
  voiceAiSpans: HeardSpan[]
}

type Piece = { at: number; turn: number; unsolicited: boolean; clip: Clip }
type Cut = { at: number; cut: true }

/** Pieces that follow each other without a gap; `at` in ms of the process clock. */
type Run = {
  at: number
  turn: number
  unsolicited: boolean
  clips: Clip[]
  ms: number
  /** emptied by `interrupted`: nothing may follow it */
  cut: boolean
}

const lengthMs = ({ pcm, sampleRate: rate }: Clip) => (pcm.length / rate) * 1_000

function incoming(turns: readonly RecordedTurn[]): (Piece | Cut)[] {
  const found = turns.flatMap(({ index: turn, events }) =>
    events.flatMap((event): (Piece | Cut)[] => {
      const { at } = event
      if (event.type === 'interrupted') return [{ at, cut: true }]
      if (event.type !== 'audio' && event.type !== 'unsolicited_audio') return []
      const clip = { pcm: event.pcm, sampleRate: event.sampleRate }
      return [{ at, turn, unsolicited: event.type === 'unsolicited_audio', clip }]
    }),
  )
  return found.sort((one, other) => one.at - other.at)
}

/** Plays pieces in the order of their arrival, each as soon as it is there and the one before has ended. */
function play(turns: readonly RecordedTurn[]): Run[] {
  const runs: Run[] = []
  let heardUntil = Number.NEGATIVE_INFINITY
  for (const piece of incoming(turns)) {
    if ('cut' in piece) {
      for (const run of runs) {
        run.cut = true
        run.ms = Math.min(run.ms, Math.max(0, piece.at - run.at))
      }
      heardUntil = Math.min(heardUntil, piece.at)
      continue
    }
    const { turn, unsolicited, clip } = piece
    const last = runs.at(-1)
    const ms = lengthMs(clip)
    const goesOn =
      last !== undefined &&
      !last.cut &&
      piece.at <= heardUntil &&
      last.at + last.ms === heardUntil &&
      last.turn === turn &&
      last.unsolicited === unsolicited &&
      last.clips[0]?.sampleRate === clip.sampleRate
    if (goesOn) {
      last.clips.push(clip)
      last.ms += ms
      heardUntil = last.at + last.ms
      continue
    }
    const at = Math.max(piece.at, heardUntil)
    runs.push({ at, turn, unsolicited, clips: [clip], ms, cut: false })
    heardUntil = at + ms
  }
  return runs
}

/** When a caller has heard all that came in these turns, as `performance.now()`; null when nothing came. */
export function heardUntil(turns: readonly RecordedTurn[]): number | null {
  const last = play(turns).at(-1)
  return last ? last.at + last.ms : null
}

/**
 * When the caller began, and how much left. A chunk leaves when its last sample would have been recorded, so each
 * write tells the beginning; the earliest of them was held back by nothing.
 */
function spoken({ events }: RecordedTurn): { at: number; ms: number } | null {
  const first = events.findLastIndex((event) => event.type === 'sent' && event.first === true)
  const sent = events
    .slice(Math.max(0, first))
    .flatMap((event) =>
      event.type === 'sent' && event.audioMs !== undefined
        ? [{ began: event.at - event.audioMs, ms: event.audioMs }]
        : [],
    )
  if (sent.length === 0) return null
  return {
    at: Math.min(...sent.map(({ began }) => began)),
    ms: Math.max(...sent.map(({ ms }) => ms)),
  }
}

function joined(clips: readonly Clip[]): Clip {
  const rate = clips[0]?.sampleRate ?? sampleRate
  const pcm = new Int16Array(clips.reduce((sum, clip) => sum + clip.pcm.length, 0))
  let at = 0
  for (const clip of clips) {
    pcm.set(clip.pcm, at)
    at += clip.pcm.length
  }
  return resample({ pcm, sampleRate: rate }, sampleRate)
}

type Placed = Span & { pcm: Int16Array }

function place({ pcm }: Clip, at: number, ms: number, startedAt: number): Placed {
  const from = Math.round((at - startedAt) * perMs)
  const room = Math.max(0, maxMs * perMs - from)
  const length = Math.min(pcm.length, Math.round(ms * perMs), room)
  return { from, to: from + length, pcm: pcm.subarray(0, length) }
}

function channel(parts: readonly Placed[], length: number): Int16Array {
  const samples = new Int16Array(length)
  for (const { from, pcm } of parts) samples.set(pcm, from)
  return samples
}

/**
 * Records a call from its events. What the voice AI sends plays at real time from its arrival, in a queue that
 * `interrupted` empties; what the caller says is where it left. Only for turns that were held at real-time pace. null when
 * neither side made a sound.
 */
export function recordCall(turns: readonly RecordedTurn[]): CallRecording | null {
  const said = turns.flatMap((turn) => {
    const where = turn.said && spoken(turn)
    return turn.said && where ? [{ turn: turn.index, clip: turn.said, ...where }] : []
  })
  const heard = play(turns).filter(({ ms }) => ms > 0)
  if (said.length + heard.length === 0) return null
  const startedAt = Math.min(...[...said, ...heard].map(({ at }) => at))
  const callerParts = said.map(({ turn, clip, at, ms }) => ({
    turn,
    ...place(resample(clip, sampleRate), at, ms, startedAt),
  }))
  const voiceAiParts = heard.map(({ turn, unsolicited, clips, at, ms }) => ({
    ...{ turn, unsolicited },
    ...place(joined(clips), at, ms, startedAt),
  }))
  const length = Math.max(...[...callerParts, ...voiceAiParts].map(({ to }) => to))
  return {
    sampleRate,
    startedAt,
    caller: channel(callerParts, length),
    voiceAi: channel(voiceAiParts, length),
    callerSpans: callerParts.map(({ pcm: _pcm, ...span }) => span),
    voiceAiSpans: voiceAiParts.map(({ pcm: _pcm, ...span }) => span),
  }
}
