import type { TurnEvent } from '#lib/engines/connectors/types.ts'

/** An event with all its times, which are those of another thread's clock, moved by `ms` to that of this one. */
export function shiftEvent(event: TurnEvent, ms: number): TurnEvent {
  const at = event.at + ms
  if (event.type === 'audio') return { ...event, at, ...moved({ until: event.until }, ms) }
  if (event.type !== 'reply') return { ...event, at }
  const { answerAt, answerAudioAt, textAt, fillers } = event
  return {
    ...{ ...event, at, ...moved({ answerAt, answerAudioAt, textAt }, ms) },
    ...(fillers && { fillers: fillers.map((filler) => ({ ...filler, at: filler.at + ms })) }),
  }
}

function moved<K extends string>(times: Record<K, number | undefined>, ms: number) {
  const known = Object.entries<number | undefined>(times).flatMap(([name, at]) =>
    at === undefined ? [] : [[name, at + ms]],
  )
  return Object.fromEntries(known) as Partial<Record<K, number>>
}
