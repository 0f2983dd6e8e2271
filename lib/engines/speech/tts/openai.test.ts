import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'

import { tone } from '#lib/engines/speech/audio/test-signals.ts'
import { encodeWav } from '#lib/engines/speech/audio/wav.ts'
import { createOpenaiTts } from '#lib/engines/speech/tts/openai.ts'
import { InvalidError, UpstreamError } from '#lib/platform/errors.ts'

/** The request body as OpenAI's API reference states it; anything else is refused, as their server does. */
const SpeechBody = z.strictObject({
  model: z.literal('test-model'),
  input: z.string().min(1).max(4_096),
  voice: z.enum(['alloy', 'echo']),
  response_format: z.enum(['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm']).default('mp3'),
  speed: z.number().min(0.25).max(4).default(1),
})
const clip = tone({ hz: 440, sampleRate: 24_000, durationMs: 500, level: 0.5 })

/** What the server does with a valid request whose input is the name of one of these. */
const tricks: Record<string, (response: ServerResponse) => unknown> = {
  busy: (response) => response.writeHead(429, { 'retry-after': '1' }).end('slow down'),
  broken: (response) => response.writeHead(503).end('<html>down</html>'),
  moved: (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
  'not audio': (response) => response.end('{"ok":true}'),
  endless: (response) => {
    const more = () => response.writable && response.write(Buffer.alloc(1 << 20), more)
    more()
  },
  'cut off': (response) => {
    response.writeHead(200, { 'content-length': '100000' }).write('RIFF')
    response.destroy()
  },
  silent: () => undefined,
}

let asked = 0

async function serve(message: IncomingMessage, response: ServerResponse): Promise<unknown> {
  let text = ''
  for await (const part of message) text += String(part)
  const refuse = (status: number, reason: string) =>
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify({ error: { message: reason } }))
  if (message.method !== 'POST' || message.url !== '/v1/audio/speech')
    return refuse(404, 'no such path')
  if (message.headers.authorization !== 'Bearer secret-key')
    return refuse(401, 'Incorrect API key provided')
  if (message.headers['content-type'] !== 'application/json') return refuse(415, 'unsupported type')
  const body = SpeechBody.safeParse(JSON.parse(text))
  if (!body.success) return refuse(400, z.prettifyError(body.error))
  asked += 1
  if (body.data.input === 'busy once' && asked === 1)
    return response.writeHead(429, { 'retry-after': '0' }).end()
  if (body.data.response_format !== 'wav') return refuse(400, 'this server only has wav')
  const trick = tricks[body.data.input]
  if (trick) return trick(response)
  return response.end(encodeWav({ ...clip, pcm: clip.pcm.slice(0, 12_000 / body.data.speed) }))
}

const server = createServer((message, response) => void serve(message, response))
let url: string
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/v1`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const engineWith = (changes: object = {}) =>
  createOpenaiTts({
    url,
    apiKey: 'secret-key',
    model: 'test-model',
    voices: ['alloy', 'echo'],
    maxAttempts: 1,
    ...changes,
  })
const speak = (text: string, changes: object = {}, more: object = {}) =>
  engineWith(changes).synthesize({ text, language: 'fr-FR', voice: 'default', ...more })

test.each([
  ['a wrong key', { apiKey: 'wrong' }, /HTTP 401: .*Incorrect API key.*check TTS_OPENAI_API_KEY/],
  ['no key', { apiKey: undefined }, /HTTP 401/],
  ['an unknown model', { model: 'other' }, /HTTP 400: .*test-model/],
  ['a voice the server lacks', { voices: ['nobody'] }, /HTTP 400/],
  ['a wrong address', { url: 'http://127.0.0.1:1/v1' }, /ECONNREFUSED/],
])('the server refuses %s, and the reason is told without the key', async (_, changes, reason) => {
  const failed: unknown = await speak('bonjour', changes).catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(UpstreamError)
  expect(String(failed)).toMatch(reason)
  expect(String(failed)).not.toContain('secret-key')
})

test('speaks, at the rate of the answer', async () => {
  expect(await speak('bonjour')).toEqual(clip)
  expect((await speak('bonjour', { url: `${url}/` }, { rate: 2 })).pcm).toHaveLength(6_000)
})

test.each([
  ['busy', true, /HTTP 429: slow down/],
  ['broken', true, /HTTP 503/],
  ['moved', false, /HTTP 302/],
  ['not audio', false, /unusable audio: JSON .* is not read: send WAV/],
  ['endless', false, /larger than/],
  ['cut off', true, /speech service/],
])('a server that is %s gives an error with retryable %s', async (trick, retryable, reason) => {
  const failed = speak(trick)
  await expect(failed).rejects.toThrow(reason)
  await expect(failed).rejects.toMatchObject({ code: 'upstream', retryable })
})

test('what may pass is tried again', async () => {
  asked = 0
  expect(await speak('busy once', { maxAttempts: 2 })).toEqual(clip)
  expect(asked).toBe(2)
})

test('a server that never answers is given up, and that may be retried', async () => {
  const failed = speak('silent', { timeoutMs: 50 })
  await expect(failed).rejects.toThrow(/no answer within 50 ms/)
  await expect(failed).rejects.toMatchObject({ retryable: true })
})

test("the caller's abort comes through as it is", async () => {
  const controller = new AbortController()
  const waiting = speak('silent', {}, { signal: controller.signal })
  controller.abort(new Error('run cancelled'))
  await expect(waiting).rejects.toThrow('run cancelled')
})

test('refuses before asking what the API would refuse', async () => {
  await expect(speak('a'.repeat(4_097))).rejects.toThrow(InvalidError)
  await expect(speak('')).rejects.toThrow(InvalidError)
  await expect(speak('bonjour', {}, { voice: 'nova' })).rejects.toThrow(/there is alloy, echo/)
})

test('model and server are part of the cache key, the key of the account is not', () => {
  const engine = engineWith()
  expect([engine.id, engine.deterministic]).toEqual(['openai', false])
  expect(engine.version).toBe(`test-model@${new URL(url).host}`)
})
