import { z } from 'zod'

import { type LexAnswer, readAnswer } from '#lib/engines/connectors/lex-v2/reply.ts'
import { protocolFault } from '#lib/engines/connectors/reply-fault.ts'

const Audio = z.object({
  audioChunk: z.instanceof(Uint8Array).nullish(),
  contentType: z.string().nullish(),
})

/** What Lex tells in a conversation (API reference, `StartConversationResponseEventStream`). */
export type LexEvent =
  | { type: 'transcript'; text: string }
  /** what it understood; `unfinished` while a Lambda function works and the answer is yet to come */
  | { type: 'intent'; answer: LexAnswer; unfinished: boolean }
  | { type: 'text'; answer: LexAnswer }
  | { type: 'audio'; bytes: Uint8Array; rate: number | null }
  /** the last audio of a message has come */
  | { type: 'audio_end' }
  | { type: 'interrupted' }
  | { type: 'heartbeat' }

const State = z.object({
  sessionState: z.object({ intent: z.object({ state: z.string().nullish() }).nullish() }).nullish(),
})

/** Hz that a content type names, null where it names none. Throws NetFault for another format than PCM. */
function rateOf(contentType: string, peer: string): number | null {
  if (!/^audio\/l?pcm\b/i.test(contentType))
    throw protocolFault(peer, `reply audio came as ${contentType}, and audio/pcm was asked for`)
  const [, rate] = /sample-rate=(\d{4,6})\b/i.exec(contentType) ?? []
  return rate === undefined ? null : Number(rate)
}

/** Reads an event as the SDK gives it; null for one that is not known. Throws NetFault. */
export function readLexEvent(
  raw: Readonly<Record<string, unknown>>,
  peer: string,
): LexEvent | null {
  const [[name, value] = ['', null]] = Object.entries(raw)
  switch (name) {
    case 'TranscriptEvent': {
      const parsed = z.object({ transcript: z.string().nullish() }).safeParse(value)
      return { type: 'transcript', text: parsed.data?.transcript ?? '' }
    }
    case 'IntentResultEvent': {
      const intent = State.safeParse(value).data?.sessionState?.intent
      return {
        type: 'intent',
        answer: readAnswer(value, peer),
        unfinished: intent?.state === 'FulfillmentInProgress',
      }
    }
    case 'TextResponseEvent':
      return { type: 'text', answer: readAnswer(value, peer) }
    case 'AudioResponseEvent': {
      const parsed = Audio.safeParse(value)
      if (!parsed.success) throw protocolFault(peer, 'an audio event of the answer cannot be read')
      const { audioChunk, contentType } = parsed.data
      if (!audioChunk || audioChunk.length === 0) return { type: 'audio_end' }
      const rate =
        contentType === null || contentType === undefined ? null : rateOf(contentType, peer)
      return { type: 'audio', bytes: audioChunk, rate }
    }
    case 'PlaybackInterruptionEvent':
      return { type: 'interrupted' }
    case 'HeartbeatEvent':
      return { type: 'heartbeat' }
    default:
      return null
  }
}
