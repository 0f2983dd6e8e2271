import type { ReplyEvent, TurnEvent } from '#lib/engines/connectors/types.ts'
import type { SoundSpan } from '#lib/engines/speech/listening/sound-spans.ts'
import type { TurnTimings } from '#lib/engines/validation/evidence.ts'
import { heardSounds, playedPieces, type PlayedPiece } from '#lib/runs/execute/heard-times.ts'

type AnswerTimes = Pick<TurnTimings, 'final_answer_ms' | 'filler_gap_ms'>

export type AnswerFacts = {
  events: readonly TurnEvent[]
  /** where sound is heard in the reply's audio; empty when nobody listened to it */
  spans: readonly SoundSpan[]
  /** what the caller waits from, as `performance.now()`; null when it is not known */
  askedAt: number | null
  /** the caller speaks, and hears the answer */
  isSpoken: boolean
}

/** A pause after which audio is something new, ms: less is how a line or a network falters. */
const fresh = 200

const soundsIn = (pieces: readonly PlayedPiece[], spans: readonly SoundSpan[]) =>
  pieces.length > 0 && heardSounds(pieces, spans).length > 0

/**
 * The first piece of the answer itself, by its place; null when it cannot be told. The first audio after the tool had
 * answered is it when the words of the answer came no later, or when the filler had been over for a while: otherwise it may
 * still be the filler's end.
 */
function answerPiece(
  pieces: readonly PlayedPiece[],
  spans: readonly SoundSpan[],
  { answerAudioAt, answerAt }: ReplyEvent,
): number | null {
  if (answerAudioAt === undefined) return null
  const bySound = pieces.findIndex(({ arrivedAt }) => arrivedAt >= answerAudioAt)
  if (bySound < 0) return null
  const last = heardSounds(pieces.slice(0, bySound), spans).at(-1)
  const [first] = heardSounds(pieces.slice(bySound), spans)
  if (!last || (first && first.from - last.to >= fresh)) return bySound
  const byWords = pieces.findIndex(({ arrivedAt }) => arrivedAt >= (answerAt ?? Infinity))
  if (byWords < 0) return null
  return byWords <= bySound || !soundsIn(pieces.slice(bySound, byWords), spans) ? bySound : null
}

/**
 * Where fillers came before the answer: how long the caller waited for the answer itself, and how long it was silent after
 * the last filler. What cannot be told is absent.
 */
export function answerTimes({ events, spans, askedAt, isSpoken }: AnswerFacts): AnswerTimes {
  const reply = events.findLast((event) => event.type === 'reply')
  if (!reply?.fillers?.length || askedAt === null) return {}
  const pieces = isSpoken ? playedPieces(events) : []
  if (pieces.length === 0)
    return reply.answerAt === undefined ? {} : { final_answer_ms: reply.answerAt - askedAt }
  const at = answerPiece(pieces, spans, reply)
  if (at === null) return {}
  const [first] = heardSounds(pieces.slice(at), spans)
  const last = heardSounds(pieces.slice(0, at), spans).at(-1)
  if (!first) return {}
  return {
    final_answer_ms: first.from - askedAt,
    ...(last && { filler_gap_ms: Math.max(0, first.from - last.to) }),
  }
}
