import { z } from 'zod'

import { decodePiece } from '#lib/engines/connectors/audio-format.ts'
import { ReceivedStruct } from '#lib/engines/connectors/dialogflow-cx/struct.ts'
import { protocolFault } from '#lib/engines/connectors/reply-fault.ts'
import type { Json, TurnEvent } from '#lib/engines/connectors/types.ts'

/** Hz of reply audio that is asked for. */
export const replyRate = 16_000

const Named = z.object({ name: z.string().nullish(), displayName: z.string().nullish() }).nullish()

const QueryResult = z.object({
  transcript: z.string().nullish(),
  parameters: ReceivedStruct.nullish(),
  responseMessages: z
    .array(
      z.object({
        text: z.object({ text: z.array(z.string()).nullish() }).nullish(),
        outputAudioText: z
          .object({ text: z.string().nullish(), ssml: z.string().nullish() })
          .nullish(),
      }),
    )
    .nullish(),
  currentPage: Named,
  currentFlow: Named,
  match: z
    .object({
      intent: Named,
      parameters: ReceivedStruct.nullish(),
      matchType: z.union([z.string(), z.number()]).nullish(),
      confidence: z.number().nullish(),
    })
    .nullish(),
})

/** What `DetectIntentResponse` says, as the SDK gives it. */
const Answer = z.object({
  queryResult: QueryResult,
  outputAudio: z.instanceof(Uint8Array).nullish(),
})
export type Answer = z.output<typeof Answer>

/** Where a conversation stands: enough to lead a session there again. */
export const Place = z.strictObject({
  page: z.string().max(1_024),
  parameters: z.record(z.string(), z.json()),
})
export type Place = z.output<typeof Place>

/** The SDK makes an answer without any content of what it does not know. */
const isEmpty = ({ queryResult: { match, responseMessages, currentPage } }: Answer) =>
  !match && !currentPage && (responseMessages ?? []).length === 0

/** Checks an answer. Throws NetFault `protocol`. */
export function readAnswer(raw: unknown, peer: string): Answer {
  const parsed = Answer.safeParse(raw)
  if (parsed.success) {
    if (!isEmpty(parsed.data)) return parsed.data
    throw protocolFault(peer, 'the answer has neither a match nor a message nor a page')
  }
  const [issue] = parsed.error.issues
  const where = issue?.path.join('.') ?? ''
  const detail = `the answer is not that of Dialogflow (${where}: ${issue?.message ?? ''})`
  throw protocolFault(peer, detail)
}

/** The place after an answer; null where none can be led to, as after the end of a conversation. */
export function placeOf({ queryResult }: Answer): Place | null {
  const page = queryResult.currentPage?.name ?? ''
  if (!page.includes('/pages/') || page.endsWith('/pages/END_SESSION')) return null
  return { page, parameters: queryResult.parameters ?? {} }
}

function intentEvent({ queryResult }: Answer, at: number): TurnEvent[] {
  const { match } = queryResult
  if (!match) return []
  const type = String(match.matchType ?? '')
  const kind = match.intent?.displayName ?? ''
  if (kind === '' && type === '') return []
  const parameters = match.parameters ?? {}
  const data = Object.keys(parameters).length > 0 ? parameters : (queryResult.parameters ?? {})
  const { confidence } = match
  const score = typeof confidence === 'number' && { score: confidence }
  return [{ at, type: 'intent', kind: kind === '' ? type : kind, data, ...score }]
}

const withoutTags = (ssml: string) =>
  ssml
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

function replyEvent({ queryResult }: Answer, at: number): TurnEvent {
  const messages = queryResult.responseMessages ?? []
  const lines = messages.flatMap(({ text }) => text?.text ?? [])
  const spoken = messages.flatMap(({ outputAudioText: said }) => {
    const text = said?.text ?? ''
    return text === '' ? [] : [text]
  })
  const ssml = messages.flatMap(({ outputAudioText: said }) => {
    const text = said?.ssml ?? ''
    return text === '' ? [] : [text]
  })
  const voice = [...spoken, ...ssml.map(withoutTags)].join('\n')
  const written = lines.join('\n')
  return {
    ...{ at, type: 'reply' },
    written: written === '' ? voice : written,
    spoken: voice === '' ? written : voice,
    ...(ssml.length > 0 && { ssml: ssml.join('\n') }),
  }
}

/** What was heard, with the time when it was final. */
export type Heard = { text: string; at: number; confidence?: number }

/** An answer as events; `heard` of a voice turn. */
export function* answerEvents(
  answer: Answer,
  at: number,
  heard: Heard | null,
): Generator<TurnEvent> {
  const { queryResult, outputAudio } = answer
  if (heard) yield { type: 'transcript', ...heard, text: queryResult.transcript ?? heard.text }
  yield* intentEvent(answer, at)
  yield replyEvent(answer, at)
  const { currentPage, currentFlow, parameters } = queryResult
  const state: Json = {
    page: currentPage?.displayName ?? null,
    flow: currentFlow?.displayName ?? null,
    parameters: parameters ?? {},
  }
  yield { at, type: 'state', value: state }
  if (!heard || !outputAudio || outputAudio.length === 0) return
  const fallback = { encoding: 'pcm_s16le', sampleRate: replyRate } as const
  const bytes = Buffer.from(outputAudio.buffer, outputAudio.byteOffset, outputAudio.byteLength)
  yield { at, type: 'audio', ...decodePiece(bytes, fallback) }
}

/** A message of the SDK for the exchange log: without the members that say nothing, and audio as its size. */
export function shown(value: unknown): Json {
  if (value instanceof Uint8Array) return `audio, ${value.length} bytes`
  if (Array.isArray(value)) return value.map(shown)
  if (typeof value !== 'object' || value === null)
    return ['string', 'number', 'boolean'].includes(typeof value) ? (value as Json) : null
  const members = Object.entries(value).map(([name, item]): [string, Json] => [name, shown(item)])
  const said = members.filter(
    ([, item]) => item !== null && item !== '' && !(Array.isArray(item) && item.length === 0),
  )
  return Object.fromEntries(said)
}
