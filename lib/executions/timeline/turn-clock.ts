import type { TurnView } from '#lib/executions/schema.ts'
import type { TimelineTurn } from '#lib/executions/timeline/schema.ts'

type NotToScale = TimelineTurn['not_to_scale']

/** A number that can be drawn, else null: evidence may be old, cut or made elsewhere. */
export const known = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= 7_200_000 ? value : null

/** The same for what cannot be before its beginning. */
const least0 = (value: unknown): number | null => {
  const number = known(value)
  return number === null ? null : Math.max(0, number)
}

/** Where a turn's audio lies on its own clock, and how that clock is drawn; all in ms. */
export type TurnClock = {
  /** from a time of the turn's clock to its distance from the turn's beginning as it is drawn */
  draw: (ms: number) => number
  notToScale: NotToScale
  /** as drawn */
  caller: { from: number; to: number } | null
  reply: { from: number; to: number } | null
  /** the pieces in which the reply was heard; `starts`: ms of the recording at its beginning */
  pieces: { from: number; to: number; starts: number }[]
  /** as drawn: when the last thing of the turn ends */
  length: number
}

type Turn = Pick<
  TurnView,
  'timings' | 'input_audio' | 'output_audio' | 'tool_calls' | 'fillers' | 'silence_ms' | 'playback'
>

/** Audio that was uploaded, or sent faster than it is spoken, would be drawn shorter than it is heard. */
function notToScale({ timings, input_audio: audio }: Turn): NotToScale {
  const duration = least0(audio?.duration_ms)
  const from = least0(timings['first_byte_out_ms'])
  const left = least0(timings['speech_end_ms']) ?? least0(timings['last_byte_out_ms'])
  if (duration === null || from === null || left === null) return null
  const drawn = least0(audio?.speech_end_ms) ?? duration
  const took = left - from
  return took >= 0 && drawn > 300 && took < drawn * 0.6
    ? { from_ms: from, to_ms: left, drawn_ms: drawn }
    : null
}

/** A time of a turn's clock as a distance from the turn's beginning, as it is drawn. */
export function drawnAt(part: NotToScale, ms: number): number {
  if (part === null || ms <= part.from_ms) return ms
  const took = part.to_ms - part.from_ms
  if (ms >= part.to_ms) return ms + part.drawn_ms - took
  return part.from_ms + (ms - part.from_ms) * (part.drawn_ms / took)
}

/** When the caller had finished, or their text had left: from then on they wait. */
export const waitsFrom = ({ timings }: Pick<TurnView, 'timings'>): number | null =>
  known(timings['speech_end_ms']) ?? known(timings['last_byte_out_ms'])

/** When the answer itself began, where something was said before it. */
export function answerAt(turn: Pick<TurnView, 'timings'>): number | null {
  const [from, waited] = [waitsFrom(turn), known(turn.timings['final_answer_ms'])]
  return from === null || waited === null ? null : from + Math.max(0, waited)
}

/** When the caller's recording began, on the turn's clock: so that its speech ends when it was measured to end. */
export function callerBegan({ timings, input_audio: audio }: Turn): number {
  const [left, speech] = [least0(timings['speech_end_ms']), least0(audio?.speech_end_ms)]
  if (left !== null && speech !== null) return Math.max(0, left - speech)
  return least0(timings['first_byte_out_ms']) ?? 0
}

/** When the reply's recording begins to be heard: so that its first sound lies where it was measured. */
function replyBegan({ timings, output_audio: audio }: Turn): number {
  const [sound, silence] = [least0(timings['first_sound_ms']), least0(audio?.speech_start_ms)]
  if (sound !== null && silence !== null) return Math.max(0, sound - silence)
  return least0(timings['first_audio_ms']) ?? least0(timings['first_byte_ms']) ?? 0
}

/** Timings that are no moments of the turn's clock, but tell how long something was. */
export const lengths = new Set([
  'response_ms',
  'final_answer_ms',
  'filler_gap_ms',
  'dead_air_ms',
  'talk_over_ms',
])

/** Where each piece of the reply's recording was heard: one after the other, unless it is told that there were gaps. */
function piecesOf(turn: Turn, replied: number, draw: (ms: number) => number): TurnClock['pieces'] {
  const duration = least0(turn.output_audio?.duration_ms) ?? 0
  const told = (turn.playback ?? []).flatMap(({ at_ms, from_ms }) => {
    const [at, starts] = [least0(at_ms), least0(from_ms)]
    return at === null || starts === null || starts >= duration ? [] : [{ at, starts }]
  })
  if (told.length === 0) return [{ from: replied, to: replied + duration, starts: 0 }]
  return told.map(({ at, starts }, place) => {
    const ends = told[place + 1]?.starts ?? duration
    return { from: draw(at), to: draw(at) + Math.max(0, ends - starts), starts }
  })
}

/** Where a time of the reply's recording was heard, as drawn; null where that is not known. */
export function heardAt({ pieces }: TurnClock, ms: number | null): number | null {
  if (ms === null) return null
  const piece = pieces.findLast(({ starts }) => starts <= ms)
  return piece ? Math.min(piece.to, piece.from + ms - piece.starts) : null
}

/** Reads a turn's own clock. `atPace`: its audio was sent in real time, so that all of it is to scale. */
export function turnClock(turn: Turn, { atPace }: { atPace: boolean }): TurnClock {
  const part = atPace ? null : notToScale(turn)
  const draw = (ms: number) => drawnAt(part, Math.max(0, ms))
  const { input_audio: said, output_audio: heard } = turn
  const began = part ? part.from_ms : draw(callerBegan(turn))
  const replied = draw(replyBegan(turn))
  const caller = said && { from: began, to: began + (least0(said.duration_ms) ?? 0) }
  const pieces = heard ? piecesOf(turn, replied, draw) : []
  const reply = heard && {
    from: pieces[0]?.from ?? replied,
    to: Math.max(replied, ...pieces.map(({ to }) => to)),
  }
  const moments = Object.entries(turn.timings).filter(([key]) => !lengths.has(key))
  const times = [
    ...moments.map(([, ms]) => ms),
    ...(turn.tool_calls ?? []).flatMap(({ requested_ms, ended_ms }) => [requested_ms, ended_ms]),
    ...(turn.fillers ?? []).map(({ at_ms }) => at_ms),
    turn.silence_ms,
  ].flatMap((ms) => known(ms) ?? [])
  const length = Math.max(400, ...times.map(draw), caller?.to ?? 0, reply?.to ?? 0)
  return { draw, notToScale: part, caller, reply, pieces, length }
}
