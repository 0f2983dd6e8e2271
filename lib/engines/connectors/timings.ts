import type { TurnEvent } from '#lib/engines/connectors/types.ts'
import type { TurnTimings } from '#lib/engines/validation/evidence.ts'

type Of<T extends TurnEvent['type']> = Extract<TurnEvent, { type: T }>

export type TimingFacts = {
  /** `performance.now()` when the turn was started: zero of all timings */
  startedAt: number
  /** ms from the first sample to the end of speech in the stimulus; null for a text turn */
  speechEndMs: number | null
}

/** Events of the try that ended the turn; those of tries before it would mix two requests. */
function lastTry(events: readonly TurnEvent[]): readonly TurnEvent[] {
  const retried = events.findLastIndex(
    (event) => event.type === 'attempt' && event.outcome === 'retry',
  )
  return events.slice(retried + 1)
}

/** What is a sign of the reply: words, sound, what was understood or done. */
const replyTypes = new Set<TurnEvent['type']>(['audio', 'reply', 'intent', 'tool_call'])

/** When the first sign of the reply came, and its first words. */
function beginnings(own: readonly TurnEvent[]): { event: number | null; text: number | null } {
  const reply = own.findLast((event): event is Of<'reply'> => event.type === 'reply')
  const filler = reply?.fillers?.[0]
  const worded = (reply?.written ?? '') !== '' || (reply?.spoken ?? '') !== ''
  const told = worded || filler ? (reply?.textAt ?? filler?.at ?? reply?.at ?? null) : null
  const signs = own.flatMap(({ type, at }) => (replyTypes.has(type) ? [at] : []))
  const all = told === null ? signs : [...signs, told]
  return { event: all.length === 0 ? null : Math.min(...all), text: told }
}

/** Slack for the rounding of ms to whole samples. */
const sampleMs = 0.2

/**
 * When the last sample of speech left: the first write that reached it. A connector ends one write exactly there, so
 * this holds at every pace and when the line held the audio back. If the voice AI stopped us before, the last write.
 */
function speechLeftAt(sent: Of<'sent'>[], speechEndMs: number): number | null {
  const reached = sent.find(({ audioMs }) => (audioMs ?? -1) + sampleMs >= speechEndMs)
  return (reached ?? sent.findLast(({ last }) => last === true))?.at ?? null
}

/**
 * Folds the events of one turn into its timings, in ms since `startedAt`.
 * `response_ms` is what the caller waits: from the end of *speech* in the stimulus (not the end of the upload, which
 * carries silence) to the reply, or from the last byte of a text to the reply. It is null without a reply, and may
 * be negative when the voice AI answered before the caller had finished.
 */
export function deriveTimings(events: readonly TurnEvent[], facts: TimingFacts): TurnTimings {
  const own = lastTry(events)
  const first = <T extends TurnEvent['type']>(type: T) =>
    own.find((event): event is Of<T> => event.type === type)
  const since = (at: number | null | undefined) =>
    at === null || at === undefined ? null : at - facts.startedAt
  const sent = own.filter((event): event is Of<'sent'> => event.type === 'sent')
  const lastOut = sent.findLast(({ last }) => last === true)
  const speechEnd = facts.speechEndMs === null ? null : speechLeftAt(sent, facts.speechEndMs)
  const spokenAt = facts.speechEndMs === null ? (lastOut?.at ?? null) : speechEnd
  const reply = first('reply')
  const begun = beginnings(own)
  // A transcript may come in pieces: it is final with the last of them.
  const transcript = own.findLast(({ type }) => type === 'transcript')
  return {
    connect_ms: since(first('connected')?.at),
    first_byte_out_ms: since(sent[0]?.at),
    last_byte_out_ms: since(lastOut?.at),
    first_partial_ms: since(first('partial')?.at),
    transcript_ms: since(transcript?.at),
    first_byte_ms: since(first('first_byte')?.at),
    first_audio_ms: since(first('audio')?.at),
    done_ms: since(first('done')?.at),
    response_ms: reply && spokenAt !== null ? reply.at - spokenAt : null,
    speech_end_ms: since(speechEnd),
    first_event_ms: since(begun.event),
    first_text_ms: since(begun.text),
  }
}
