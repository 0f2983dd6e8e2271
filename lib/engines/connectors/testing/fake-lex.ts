import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

import { z } from 'zod'

import {
  Attributes,
  contents,
  invalid,
  lexBot,
  lexKey,
  LexRefusal as Refusal,
  LexSessions,
  parsed,
  SessionState,
} from '#lib/engines/connectors/testing/fake-lex-bot.ts'
import {
  type FakeLexConversations,
  startFakeLexConversations,
} from '#lib/engines/connectors/testing/fake-lex-conversation.ts'
import type { FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { signatureFault } from '#lib/platform/storage/testing/sigv4.ts'

const TextBody = z.strictObject({
  text: z.string().min(1).max(1_024),
  sessionState: SessionState.optional(),
  requestAttributes: Attributes.optional(),
})

const path =
  /^\/bots\/([0-9A-Za-z]{10})\/botAliases\/([0-9A-Za-z]{10})\/botLocales\/([a-z]{2}_[A-Z]{2})\/sessions\/([0-9a-zA-Z._:-]{2,100})\/(text|utterance)$/

/** Lex takes 15 s of audio (Amazon Lex V2 quotas, "speech input duration"). */
const maxAudioBytes = 15 * 32_000
const header = (value: unknown) => gzipSync(Buffer.from(JSON.stringify(value))).toString('base64')

type Asked = { request: IncomingMessage; body: Buffer; sessionId: string; chunks: number }

/** The bot as it answers one request at a time. */
class Bot {
  readonly #mind: FakeMind
  readonly #sessions: LexSessions
  readonly seen: FakeLex['seen']

  constructor(mind: FakeMind, sessions: LexSessions, seen: FakeLex['seen']) {
    this.#mind = mind
    this.#sessions = sessions
    this.seen = seen
  }

  text({ request, body, sessionId }: Asked, response: ServerResponse): void {
    if (request.headers['content-type'] !== 'application/json')
      throw invalid('application/json, please')
    const { text, sessionState, requestAttributes } = parsed(TextBody, body.toString())
    this.seen.push({ sessionId, state: sessionState, attributes: requestAttributes, chunks: 1 })
    const answer = contents(this.#sessions.answer(text, sessionId, sessionState))
    response.writeHead(200, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify({ ...answer, sessionId }))
  }

  async utterance(asked: Asked, response: ServerResponse): Promise<void> {
    const { request, body, sessionId, chunks } = asked
    const { headers } = request
    if (headers['content-type'] !== 'audio/l16; rate=16000; channels=1')
      throw invalid(`not an audio format: ${String(headers['content-type'])}`)
    const wanted = headers['response-content-type']
    if (wanted !== 'audio/pcm' && wanted !== 'text/plain;charset=utf-8')
      throw invalid(`not an answer format: ${String(wanted)}`)
    if (headers['transfer-encoding'] !== 'chunked') throw invalid('audio is streamed')
    if (body.length === 0 || body.length % 2 !== 0) throw invalid('not 16-bit audio')
    if (body.length > maxAudioBytes) throw invalid('the speech input is longer than 15 seconds')
    const state = this.#headerOf(headers['x-amz-lex-session-state'], SessionState)
    const attributes = this.#headerOf(headers['x-amz-lex-request-attributes'], Attributes)
    this.seen.push({ sessionId, state, attributes, chunks })
    const pcm = Int16Array.from({ length: body.length / 2 }, (_, at) => body.readInt16LE(at * 2))
    const heard = await this.#mind.hear({ pcm, sampleRate: 16_000 })
    const found = this.#sessions.answer(heard, sessionId, state)
    const answer = contents(found)
    response.writeHead(200, {
      'Content-Type': wanted,
      'x-amz-lex-input-mode': 'Speech',
      'x-amz-lex-session-id': sessionId,
      'x-amz-lex-input-transcript': header(heard),
      'x-amz-lex-messages': header(answer.messages),
      'x-amz-lex-interpretations': header(answer.interpretations),
      'x-amz-lex-session-state': header(answer.sessionState),
    })
    if (wanted !== 'audio/pcm') return void response.end()
    const spoken = await this.#mind.speak(found.text, 16_000)
    response.end(Buffer.from(spoken.pcm.buffer, spoken.pcm.byteOffset, spoken.pcm.byteLength))
  }

  #headerOf<T extends z.ZodType>(value: unknown, schema: T): z.output<T> | undefined {
    if (typeof value !== 'string') return undefined
    return parsed(schema, Buffer.from(value, 'base64').toString())
  }
}

function authorize(request: IncomingMessage, body: Buffer, streamed: boolean): void {
  const fault = signatureFault(request, body, {
    ...{ ...lexKey, region: lexBot.region, service: 'lex', unsignedBody: streamed },
  })
  if (fault) throw new Refusal(403, 'AccessDeniedException', `not signed: ${fault}`)
  if (request.headers['x-amz-security-token'] !== lexKey.sessionToken)
    throw new Refusal(403, 'UnrecognizedClientException', 'the security token is not valid')
}

export type FakeLex = {
  url: string
  /** what the accepted requests said, the latest last */
  seen: { sessionId: string; state: unknown; attributes: unknown; chunks: number }[]
  /** the same bot over `StartConversation` */
  live: FakeLexConversations
  close(): Promise<void>
}

/** A bot of Lex V2 on loopback that checks each signature anew and refuses what the API reference does not allow. */
export async function startFakeLex(mind: FakeMind): Promise<FakeLex> {
  const seen: FakeLex['seen'] = []
  const sessions = new LexSessions(mind)
  const bot = new Bot(mind, sessions, seen)
  const live = await startFakeLexConversations(mind, sessions)
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const pieces: Buffer[] = []
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece)
    const body = Buffer.concat(pieces)
    const [, botId, alias, locale, sessionId = '', operation] = path.exec(request.url ?? '') ?? []
    if (request.method !== 'POST' || operation === undefined)
      throw new Refusal(404, 'UnknownOperationException', `nothing at ${request.url}`)
    authorize(request, body, operation === 'utterance')
    if (botId !== lexBot.bot_id || alias !== lexBot.bot_alias_id || locale !== 'en_US')
      throw new Refusal(404, 'ResourceNotFoundException', 'there is no such bot, alias or locale')
    const asked = { request, body, sessionId, chunks: pieces.length }
    if (operation === 'text') bot.text(asked, response)
    else await bot.utterance(asked, response)
  }
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const { status, exception } =
        error instanceof Refusal ? error : { status: 500, exception: 'InternalServerException' }
      response.writeHead(status, {
        'Content-Type': 'application/json',
        'x-amzn-errortype': exception,
      })
      response.end(JSON.stringify({ message: String(error) }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ seen, live },
    async close() {
      await live.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** Settings of a target that is this bot. */
export const lexTarget = (url: string) => ({ ...lexBot, endpoint: url })

export const fakeLexSecrets = {
  access_key_id: lexKey.accessKeyId,
  secret_access_key: lexKey.secretAccessKey,
  session_token: lexKey.sessionToken,
}
