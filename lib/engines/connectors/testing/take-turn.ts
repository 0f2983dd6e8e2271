import type {
  Session,
  TextTurn,
  Turn,
  TurnEvent,
  TurnOptions,
  VoiceTurn,
} from '#lib/engines/connectors/types.ts'

export const textTurn: TextTurn = { kind: 'text', text: 'hello', language: 'en-US' }

/** A voice turn of `ms` of a quiet tone at 16 kHz whose speech ends `tailMs` before its end. */
export function voiceTurn(ms = 200, tailMs = 40): VoiceTurn {
  const pcm = Int16Array.from({ length: ms * 16 }, (_, at) =>
    Math.round(3_000 * Math.sin((2 * Math.PI * 220 * at) / 16_000)),
  )
  return { kind: 'voice', pcm, sampleRate: 16_000, speechEndMs: ms - tailMs, language: 'en-US' }
}

/** All events of one turn. */
export async function takeTurn(
  session: Session,
  turn: Turn,
  options: Partial<TurnOptions> = {},
): Promise<TurnEvent[]> {
  const events: TurnEvent[] = []
  const all = { signal: new AbortController().signal, pace: 0, maxAttempts: 2, ...options }
  for await (const event of session.turn(turn, all)) events.push(event)
  return events
}

/** The events of one type. */
export function of<T extends TurnEvent['type']>(events: TurnEvent[], type: T) {
  return events.filter((event): event is Extract<TurnEvent, { type: T }> => event.type === type)
}
