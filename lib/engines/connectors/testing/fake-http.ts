import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { z } from 'zod'

import type { FakeAnswer, FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { decodeWav, encodeWav } from '#lib/engines/speech/audio/wav.ts'

export const fakeHttpToken = 'http-peer-token'
export const fakeHttpKey = 'http-peer-signing-key'

/** What a handler gets: the body as it came, and its JSON where there is some. */
type Asked = { request: IncomingMessage; body: Buffer; url: URL }

class Refusal extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

function authorized({ request }: Asked): void {
  if (request.headers.authorization !== `Bearer ${fakeHttpToken}`)
    throw new Refusal(401, 'who are you?')
}

function signed({ request, body }: Asked): void {
  const right = `sha256=${createHmac('sha256', fakeHttpKey).update(body).digest('hex')}`
  if (request.headers['x-signature'] !== right) throw new Refusal(403, 'bad signature')
}

function parsed<T extends z.ZodType>({ request, body }: Asked, schema: T): z.output<T> {
  if (request.headers['content-type'] !== 'application/json')
    throw new Refusal(415, 'application/json, please')
  const result = schema.safeParse(JSON.parse(body.toString('utf8')))
  if (!result.success) throw new Refusal(422, z.prettifyError(result.error))
  return result.data
}

const TextTurn = z.strictObject({
  text: z.string().min(1),
  language: z.literal('en-US'),
  memory: z.unknown().optional(),
})
const VoiceTurn = z.strictObject({ audio: z.base64(), memory: z.unknown().optional() })
const RasaTurn = z.strictObject({ sender: z.string().min(1), message: z.string().min(1) })
const ChatTurn = z.strictObject({
  model: z.literal('test-model'),
  stream: z.boolean(),
  messages: z
    .array(
      z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string().min(1) }),
    )
    .refine((messages) => messages.at(-1)?.role === 'user', 'the last message must be the user’s'),
})

const json = (response: ServerResponse, value: unknown) => {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value))
}

/** The answer in pieces: what was heard so far, the reply word by word, then the facts. */
function pieces(answer: FakeAnswer, heard: string): object[] {
  const words = answer.text.match(/\S+\s*/g) ?? []
  return [
    { partial: heard.slice(0, 4) },
    { transcript: heard },
    ...words.map((delta) => ({ delta })),
    {
      intent: { name: answer.intent, score: 0.9 },
      entities: answer.entities,
      memory: answer.memory,
    },
  ]
}

function stream(response: ServerResponse, as: string, values: object[]): void {
  const sse = as === 'sse'
  response.writeHead(200, {
    'Content-Type': sse ? 'text/event-stream; charset=utf-8' : 'application/x-ndjson',
  })
  for (const value of values)
    response.write(
      sse ? `event: piece\ndata: ${JSON.stringify(value)}\n\n` : `${JSON.stringify(value)}\n`,
    )
  response.end(sse ? 'data: [DONE]\n\n' : '')
}

export type FakeHttp = {
  url: string
  /** bodies as they came, the latest last */
  seen: { method: string; path: string; headers: IncomingMessage['headers']; body: Buffer }[]
  close(): Promise<void>
}

/** Webhooks as documented by those who offer them: what is not exactly right is refused. */
class Handlers {
  readonly #mind: FakeMind
  readonly #senders = new Map<string, FakeAnswer['memory']>()

  constructor(mind: FakeMind) {
    this.#mind = mind
  }

  async handle(asked: Asked, response: ServerResponse): Promise<void> {
    const { pathname } = asked.url
    if (pathname === '/turn') return this.#turn(asked, response)
    if (pathname === '/voice') return this.#voice(asked, response)
    if (pathname === '/webhooks/rest/webhook') return this.#rasa(asked, response)
    if (pathname === '/v1/chat/completions') return this.#chat(asked, response)
    if (pathname === '/reply.wav') return this.#audio(asked, response)
    throw new Refusal(404, `nothing at ${pathname}`)
  }

  #turn(asked: Asked, response: ServerResponse): void {
    authorized(asked)
    signed(asked)
    const { text, memory } = parsed(asked, TextTurn)
    this.#reply(asked, response, this.#mind.answer(text, memory), text)
  }

  async #voice(asked: Asked, response: ServerResponse): Promise<void> {
    authorized(asked)
    signed(asked)
    const { audio, memory } = parsed(asked, VoiceTurn)
    const heard = await this.#mind.hear(decodeWav(Buffer.from(audio, 'base64')))
    this.#reply(asked, response, this.#mind.answer(heard, memory), heard)
  }

  #reply({ url }: Asked, response: ServerResponse, answer: FakeAnswer, heard: string): void {
    const as = url.searchParams.get('as')
    if (as === 'sse' || as === 'ndjson') return stream(response, as, pieces(answer, heard))
    json(response, {
      reply: answer.text,
      transcript: heard,
      intent: { name: answer.intent, score: 0.9 },
      entities: answer.entities,
      memory: answer.memory,
      audio_url: url.searchParams.get('audio'),
    })
  }

  /** A sender's conversation is kept here; a bot without an answer sends an empty list. */
  #rasa(asked: Asked, response: ServerResponse): void {
    if (asked.request.method !== 'POST') throw new Refusal(405, 'POST, please')
    const { sender, message } = parsed(asked, RasaTurn)
    const answer = this.#mind.answer(message, this.#senders.get(sender))
    this.#senders.set(sender, answer.memory)
    const known = answer.intent !== 'NoResultCommand'
    const texts = known ? (answer.text.match(/[^.]+\.?/g) ?? []) : []
    json(
      response,
      texts.map((text) => ({ recipient_id: sender, text: text.trim() })),
    )
  }

  #chat(asked: Asked, response: ServerResponse): void {
    authorized(asked)
    const { messages, stream: streamed } = parsed(asked, ChatTurn)
    const said = messages.filter(({ role }) => role === 'user').map(({ content }) => content)
    const { text } = this.#mind.follow(said)
    if (!streamed)
      return json(response, { choices: [{ message: { role: 'assistant', content: text } }] })
    const chunk = (delta: object) => ({
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta }],
    })
    const words = text.match(/\S+\s*/g) ?? []
    stream(response, 'sse', [
      chunk({ role: 'assistant' }),
      ...words.map((content) => chunk({ content })),
    ])
  }

  async #audio(asked: Asked, response: ServerResponse): Promise<void> {
    authorized(asked)
    const clip = await this.#mind.speak('hello', 16_000)
    response.writeHead(200, { 'Content-Type': 'audio/wav' }).end(encodeWav(clip))
  }
}

/** Starts the webhooks on loopback: an own one, Rasa's REST channel, and chat completions. */
export async function startFakeHttp(mind: FakeMind): Promise<FakeHttp> {
  const handlers = new Handlers(mind)
  const seen: FakeHttp['seen'] = []
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const asked = {
      request,
      body: Buffer.concat(chunks),
      url: new URL(request.url ?? '/', 'http://peer'),
    }
    const { method = '', headers } = request
    seen.push({ method, path: request.url ?? '', headers, body: asked.body })
    await handlers.handle(asked, response)
  }
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const status = error instanceof Refusal ? error.status : 500
      response.writeHead(status, { 'Content-Type': 'text/plain' }).end(String(error))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** Settings of a target that is this peer's own webhook. */
export const ownWebhook = (url: string) => ({
  preset: 'custom',
  url: `${url}/turn`,
  voice_url: `${url}/voice`,
  auth: 'bearer',
  text_body: { text: '{{text}}', language: '{{language}}', memory: '{{state.memory}}' },
  voice_body_type: 'json',
  voice_body: { audio: '{{audio_base64}}', memory: '{{state.memory}}' },
  reply_path: '$.reply',
  reply_delta_path: '$.delta',
  transcript_path: '$.transcript',
  intent_path: '$.intent.name',
  intent_score_path: '$.intent.score',
  entities_path: '$.entities',
  audio_url_path: '$.audio_url',
  state_paths: { memory: '$.memory' },
  hmac_header: 'X-Signature',
})
