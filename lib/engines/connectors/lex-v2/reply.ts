import { gunzipSync } from 'node:zlib'

import { z } from 'zod'

import { excerpt, protocolFault } from '#lib/engines/connectors/reply-fault.ts'
import type { Json, ReplyEvent, TurnEvent } from '#lib/engines/connectors/types.ts'

/** Largest header when unpacked; packed, all of them are bounded by the HTTP parser. */
const maxUnpacked = 1_000_000
/** `audio/pcm` of Lex is 16-bit little-endian mono at 16 kHz (API reference, `RecognizeUtterance`). */
export const replyRate = 16_000

const Slots: z.ZodType<Json> = z.json()

const SessionState = z
  .object({
    sessionAttributes: z.record(z.string(), z.string()).nullish(),
    activeContexts: z.array(z.json()).nullish(),
    dialogAction: z.json().nullish(),
    intent: z.json().nullish(),
    originatingRequestId: z.string().nullish(),
    runtimeHints: z.json().nullish(),
  })
  .transform((state): Record<string, Json> => z.record(z.string(), z.json()).parse(state))

const Interpretation = z.object({
  nluConfidence: z.union([z.number(), z.object({ score: z.number().nullish() })]).nullish(),
  intent: z
    .object({
      name: z.string(),
      slots: z.record(z.string(), Slots).nullish(),
      state: z.string().nullish(),
    })
    .nullish(),
})

const Message = z.object({
  content: z.string().nullish(),
  contentType: z.string().nullish(),
  imageResponseCard: z.object({ title: z.string() }).nullish(),
})

/** What an answer of Lex says, however it was wrapped. */
export const LexAnswer = z.object({
  messages: z.array(Message).nullish(),
  interpretations: z.array(Interpretation).nullish(),
  sessionState: SessionState.nullish(),
  inputTranscript: z.string().nullish(),
})
export type LexAnswer = z.output<typeof LexAnswer>

/** Headers of `RecognizeUtterance` hold JSON, packed with gzip and written in base64. Throws NetFault. */
export function unpackHeader(packed: string | undefined, peer: string): unknown {
  if (packed === undefined) return null
  let text = ''
  try {
    text = gunzipSync(Buffer.from(packed, 'base64'), { maxOutputLength: maxUnpacked }).toString()
  } catch {
    const detail = `a header of the answer cannot be unpacked: "${excerpt(packed, 60)}"`
    throw protocolFault(peer, detail, 200)
  }
  try {
    return JSON.parse(text)
  } catch {
    // A transcript may come bare, without the quotation marks of JSON.
    return text
  }
}

/** Checks an answer. Throws NetFault `protocol`. */
export function readAnswer(raw: unknown, peer: string): LexAnswer {
  const parsed = LexAnswer.safeParse(raw)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue?.path.join('.') ?? ''
  const detail = `the answer is not that of Lex (${where}: ${issue?.message ?? ''})`
  throw protocolFault(peer, detail, 200)
}

const withoutTags = (ssml: string) =>
  ssml
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** Values of filled slots by name, as the bot interpreted them; of a list all, of a composite slot its parts. */
function slotValues(slots: Record<string, Json>): Record<string, Json> {
  const Slot = z.object({
    value: z
      .object({ interpretedValue: z.string().nullish(), originalValue: z.string().nullish() })
      .nullish(),
    values: z.array(z.json()).nullish(),
    subSlots: z.record(z.string(), z.json()).nullish(),
  })
  const valueOf = (raw: Json): Json => {
    const slot = Slot.safeParse(raw)
    if (!slot.success) return null
    const { value, values, subSlots } = slot.data
    if (subSlots) return slotValues(subSlots)
    if (values && values.length > 0) return values.map(valueOf)
    return value?.interpretedValue ?? value?.originalValue ?? null
  }
  const filled = Object.entries(slots).map(([name, raw]): [string, Json] => [name, valueOf(raw)])
  return Object.fromEntries(filled.filter(([, value]) => value !== null))
}

/** What was understood best, as an event; none where Lex names no intent. */
export function intentEvent({ interpretations }: LexAnswer, at: number): TurnEvent[] {
  const best = interpretations?.[0]
  if (!best?.intent) return []
  const { name, slots } = best.intent
  const { nluConfidence } = best
  const score = typeof nluConfidence === 'number' ? nluConfidence : nluConfidence?.score
  const found = typeof score === 'number' && { score }
  return [{ at, type: 'intent', kind: name, data: slotValues(slots ?? {}), ...found }]
}

/** What the messages of an answer say. */
export function replyEvent(answer: LexAnswer, at: number): ReplyEvent & { at: number } {
  const parts = (answer.messages ?? []).map(({ content, contentType, imageResponseCard }) => {
    const text = content ?? imageResponseCard?.title ?? ''
    return contentType === 'SSML' ? { text: withoutTags(text), ssml: text } : { text }
  })
  const written = parts.map(({ text }) => text).join('\n')
  const ssml = parts.flatMap((part) => (part.ssml === undefined ? [] : [part.ssml])).join('\n')
  return { at, type: 'reply', written, spoken: written, ...(ssml !== '' && { ssml }) }
}

/** An answer as events. A bot may close an intent without a message: the reply is then empty. */
export function* answerEvents(answer: LexAnswer, at: number, voice: boolean): Generator<TurnEvent> {
  if (voice) yield { at, type: 'transcript', text: answer.inputTranscript ?? '' }
  yield* intentEvent(answer, at)
  yield replyEvent(answer, at)
  if (answer.sessionState) yield { at, type: 'state', value: answer.sessionState }
}
