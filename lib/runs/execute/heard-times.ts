import type { TurnEvent } from '#lib/engines/connectors/types.ts'
import type { SoundSpan } from '#lib/engines/speech/listening/sound-spans.ts'

/** A stretch of `performance.now()`. */
export type Stretch = { from: number; to: number }

type AudioEvent = Extract<TurnEvent, { type: 'audio' }>

/** A piece of the reply as it played: pieces play one after the other, each from its arrival on at the earliest. */
export type PlayedPiece = Stretch & {
  arrivedAt: number
  /** of the reply's audio, ms */ fromMs: number
}

/** Sounds closer together than this are one: it is what is known of the place of either. */
const apartMs = 20

/** How the audio of a reply played. */
export function playedPieces(events: readonly TurnEvent[]): PlayedPiece[] {
  const pieces = events.filter((event): event is AudioEvent => event.type === 'audio')
  let [fromMs, playedUntil] = [0, Number.NEGATIVE_INFINITY]
  return pieces.map(({ at, pcm, sampleRate }) => {
    const ms = (pcm.length / sampleRate) * 1_000
    const from = Math.max(at, playedUntil)
    const piece = { from, to: from + ms, arrivedAt: at, fromMs }
    playedUntil = piece.to
    fromMs += ms
    return piece
  })
}

/** Whether a reply came as a file over so long a time that a hole of `ms` in its playing would not be seen. */
export const mayHideHole = (events: readonly TurnEvent[], ms: number): boolean =>
  events.some((event) => event.type === 'audio' && (event.until ?? event.at) - event.at >= ms)

/** When a caller heard sound: where a piece came late, there is a hole in what the samples hold as one. */
export function heardSounds(
  pieces: readonly PlayedPiece[],
  spans: readonly SoundSpan[],
): Stretch[] {
  const heard: Stretch[] = []
  let next = 0
  for (const { from, to, fromMs } of pieces) {
    const toMs = fromMs + (to - from)
    while ((spans[next]?.toMs ?? Number.POSITIVE_INFINITY) <= fromMs) next++
    for (let at = next; at < spans.length; at++) {
      const span = spans[at]
      if (!span || span.fromMs >= toMs) break
      const begin = from + Math.max(0, span.fromMs - fromMs)
      const end = from + Math.min(to - from, span.toMs - fromMs)
      const last = heard.at(-1)
      if (last && begin - last.to < apartMs) last.to = Math.max(last.to, end)
      else if (end > begin) heard.push({ from: begin, to: end })
    }
  }
  return heard
}

/** Those parts of stretches that lie before `until`. */
export const before = (stretches: readonly Stretch[], until: number): Stretch[] =>
  stretches.flatMap(({ from, to }) => (from < until ? [{ from, to: Math.min(to, until) }] : []))

/** The pauses between sounds that last `leastMs` or more. */
export function pausesIn(sounds: readonly Stretch[], leastMs: number): Stretch[] {
  return sounds.flatMap((sound, at) => {
    const last = sounds[at - 1]
    return last && sound.from - last.to >= leastMs ? [{ from: last.to, to: sound.from }] : []
  })
}

/** ms in which both lists sound; each in order and without overlaps of its own. */
export function commonMs(one: readonly Stretch[], other: readonly Stretch[]): number {
  let [sum, a, b] = [0, 0, 0]
  while (a < one.length && b < other.length) {
    const [x, y] = [one[a], other[b]]
    if (!x || !y) break
    sum += Math.max(0, Math.min(x.to, y.to) - Math.max(x.from, y.from))
    if (x.to < y.to) a++
    else b++
  }
  return sum
}
