import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'

import { afterEach, expect, test } from 'vitest'

import { lexV2 } from '#lib/engines/connectors/lex-v2/index.ts'
import { fakeLexSecrets, lexTarget } from '#lib/engines/connectors/testing/fake-lex.ts'
import { of, takeTurn, textTurn, voiceTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import {
  chunkedHead,
  httpAnswer,
  httpChunk,
  startScriptedServer,
  type Script,
  type ScriptedServer,
} from '#lib/engines/connectors/testing/scripted-server.ts'
import type { FaultClass, TextTurn, VoiceTurn } from '#lib/engines/connectors/types.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

let server: ScriptedServer | undefined
afterEach(() => server?.close())

const reset = (socket: Socket) => socket.resetAndDestroy()
const json = { 'Content-Type': 'application/json' }
const exception = (status: number, name: string, headers: Record<string, string> = {}) =>
  httpAnswer(status, '{"message":"so it is"}', { ...json, 'x-amzn-errortype': name, ...headers })
const said = (content: string) =>
  JSON.stringify({ messages: [{ contentType: 'PlainText', content }] })
const packed = (value: unknown) => gzipSync(JSON.stringify(value)).toString('base64')

async function meet(script: Script, turn: TextTurn | VoiceTurn = textTurn, config: object = {}) {
  server = await startScriptedServer(script)
  const settings = lexV2.config.parse({
    ...lexTarget(server.url),
    ...{ max_attempts: 10, breaker_failures: 0, total_timeout_s: 2, ...config },
  })
  const guard = createGuard({ allowedHosts: ['127.0.0.1'] })
  const options = { userId: 'caller', language: 'en-US', guard }
  return takeTurn(lexV2.open(settings, fakeLexSecrets, options), turn)
}

/** For a peer that lets us wait; the others answer at once, however slow the machine. */
const patience = (fault: FaultClass) =>
  fault === 'timeout' ? { timeout_s: 0.2, idle_timeout_s: 0.2 } : {}

const cases: [string, Script, FaultClass, number][] = [
  ['an internal error', (s) => s.end(exception(500, 'InternalServerException')), 'server_error', 2],
  ['throttling', (s) => s.end(exception(429, 'ThrottlingException')), 'rate_limited', 2],
  ['a bad gateway', (s) => s.end(httpAnswer(502, '<html>oops')), 'server_error', 2],
  ['denied access', (s) => s.end(exception(403, 'AccessDeniedException')), 'authentication', 1],
  [
    'a field it does not take',
    (s) => s.end(exception(400, 'ValidationException')),
    'client_error',
    1,
  ],
  ['no such bot', (s) => s.end(exception(404, 'ResourceNotFoundException')), 'client_error', 1],
  ['a conflict', (s) => s.end(exception(409, 'ConflictException')), 'client_error', 1],
  [
    'a Lambda that fails',
    (s) => s.end(exception(424, 'DependencyFailedException')),
    'voice_ai_error',
    1,
  ],
  [
    'a redirect, which it does not follow',
    (s) => s.end(httpAnswer(307, '', { Location: 'http://127.0.0.1:1/' })),
    'client_error',
    1,
  ],
  ['silence', () => undefined, 'timeout', 2],
  ['a reset before the first byte', reset, 'reset', 2],
  [
    'a reset after the first byte',
    (s) => s.write(`${chunkedHead}40\r\n{"me`, () => reset(s)),
    'reset',
    1,
  ],
  ['a hang in the middle', (s) => void s.write(chunkedHead + httpChunk('{"mess')), 'timeout', 1],
  [
    'an answer that is too large',
    (s) => s.end(httpAnswer(200, Buffer.alloc(6_000_000))),
    'too_large',
    1,
  ],
  ['no HTTP', (s) => s.end('hello\r\n\r\n'), 'protocol', 1],
]

test.each(cases)('%s ends a text turn once, as what it is', async (_, script, fault, attempts) => {
  const events = await meet(script, textTurn, patience(fault))
  expect(events.at(-1)).toMatchObject({ type: 'error', fault })
  expect(of(events, 'error')).toHaveLength(1)
  expect(of(events, 'done')).toHaveLength(0)
  expect(of(events, 'attempt')).toHaveLength(attempts)
})

// A reset overtakes what was sent before it when the other side is still writing: it may be seen before the first byte.
const steady = cases.filter(([name]) => name !== 'a reset after the first byte')

test.each(steady)(
  '%s ends a voice turn once, as what it is',
  async (_, script, fault, attempts) => {
    const events = await meet(script, voiceTurn(), patience(fault))
    expect(events.at(-1)).toMatchObject({ type: 'error', fault })
    expect(of(events, 'error')).toHaveLength(1)
    expect(of(events, 'done')).toHaveLength(0)
    expect(of(events, 'attempt')).toHaveLength(attempts)
  },
)

test.each<[string, string]>([
  ['a page instead of JSON', '<html>'],
  ['JSON that is no answer', '{"messages":{"content":1}}'],
])('%s is no answer', async (_, body) => {
  const events = await meet((socket) => socket.end(httpAnswer(200, body, json)))
  expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'protocol', status: 200 })
  expect(of(events, 'attempt')).toHaveLength(1)
})

test.each<[string, string]>([
  ['not packed', '[{"content":"hi"}]'],
  ['broken', Buffer.from('nonsense').toString('base64')],
  ['a bomb', gzipSync(Buffer.alloc(2_000_000)).toString('base64')],
])('a header that is %s is no answer', async (_, header) => {
  const headers = { 'Content-Type': 'audio/pcm', 'x-amz-lex-messages': header }
  const events = await meet((socket) => socket.end(httpAnswer(200, '', headers)), voiceTurn())
  expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'protocol' })
})

test('Lex is given the time that it asks for', async () => {
  const events = await meet(
    (socket, number) =>
      socket.end(
        number === 1
          ? exception(429, 'ThrottlingException', { 'Retry-After': '1' })
          : httpAnswer(200, said('hi'), json),
      ),
    textTurn,
    { total_timeout_s: 5 },
  )
  expect(of(events, 'attempt').map(({ outcome }) => outcome)).toEqual(['retry', 'ok'])
  expect(of(events, 'attempt')[0]?.delayMs).toBeGreaterThanOrEqual(1_000)
  expect(of(events, 'reply')).toMatchObject([{ written: 'hi' }])
})

test('a second try speaks the whole turn again, in a session of its own', async () => {
  const events = await meet((socket, number) => {
    if (number === 1) return socket.end(exception(503, 'ServiceUnavailable'))
    const headers = { 'Content-Type': 'text/plain', 'x-amz-lex-input-transcript': packed('hello') }
    return socket.end(httpAnswer(200, '', headers))
  }, voiceTurn())
  expect(of(events, 'attempt').map(({ outcome }) => outcome)).toEqual(['retry', 'ok'])
  expect(of(events, 'transcript')).toMatchObject([{ text: 'hello' }])
  const [first, second] =
    server?.heads.map((head) => head.split('/sessions/')[1]?.slice(0, 36)) ?? []
  expect(first).not.toBe(second)
})

test('attributes may fill more than the 16 kB that Node takes by itself', async () => {
  // Compresses badly, so that it is long on the wire too.
  const noise = Array.from({ length: 3_000 }, (_, at) => Math.sin(at).toString(36).slice(3)).join(
    '',
  )
  const state = { sessionAttributes: { noise } }
  const headers = { 'Content-Type': 'text/plain', 'x-amz-lex-session-state': packed(state) }
  expect(headers['x-amz-lex-session-state'].length).toBeGreaterThan(20_000)
  const events = await meet((socket) => socket.end(httpAnswer(200, '', headers)), voiceTurn())
  expect(of(events, 'state')).toMatchObject([{ value: state }])
})

test('messages of every kind become one reply', async () => {
  const messages = [
    { contentType: 'SSML', content: '<speak>Good <break time="1s"/>day</speak>' },
    { contentType: 'CustomPayload', content: '{"a":1}' },
    { contentType: 'ImageResponseCard', imageResponseCard: { title: 'Pick one' } },
  ]
  const events = await meet((socket) =>
    socket.end(httpAnswer(200, JSON.stringify({ messages }), json)),
  )
  expect(of(events, 'reply')).toMatchObject([
    { written: 'Good day\n{"a":1}\nPick one', ssml: expect.stringContaining('<break') as string },
  ])
})

test('what a gateway says in between is repeated, not what the SDK thinks of it', async () => {
  const events = await meet((socket) => socket.end(httpAnswer(404, 'no route here')))
  expect(events.at(-1)).toMatchObject({ fault: 'client_error' })
  expect(JSON.stringify(events.at(-1))).toContain('HTTP 404: no route here')
})
