import type { TurnEvent } from '#lib/engines/connectors/types.ts'
import type { TurnTimings } from '#lib/engines/validation/evidence.ts'

type AudioEvent = Extract<TurnEvent, { type: 'audio' }>

/**
 * When the caller heard the first sound of a reply, as `performance.now()`: pieces play one after the other from their
 * arrival on. `leadMs`: silence at the beginning of the reply.
 */
export function firstSoundAt(events: readonly TurnEvent[], leadMs: number): number | null {
  const pieces = events.filter((event): event is AudioEvent => event.type === 'audio')
  let [heardMs, playedUntil] = [0, 0]
  for (const { at, pcm, sampleRate } of pieces) {
    const from = Math.max(at, playedUntil)
    const ms = (pcm.length / sampleRate) * 1_000
    if (heardMs + ms > leadMs) return from + Math.max(0, leadMs - heardMs)
    heardMs += ms
    playedUntil = from + ms
  }
  const [first] = pieces
  return first === undefined ? null : first.at + leadMs
}

/**
 * Timings of a spoken turn with its first sound. Silence at the beginning of the reply is waiting: the response comes with
 * what is heard, never before.
 */
export function withFirstSound(
  timings: TurnTimings,
  events: readonly TurnEvent[],
  { startedAt, leadMs }: { startedAt: number; leadMs: number | null },
): TurnTimings {
  const at = leadMs === null ? null : firstSoundAt(events, leadMs)
  if (at === null) return timings
  const heard = Math.round((at - startedAt) * 10) / 10
  const { response_ms: response, speech_end_ms: end } = timings
  const waited = end === null ? null : Math.round((heard - end) * 10) / 10
  return {
    ...timings,
    first_sound_ms: heard,
    response_ms: response === null || waited === null ? response : Math.max(response, waited),
  }
}
