import type { Socket } from 'node:net'

import { afterEach, expect, test } from 'vitest'

import { http } from '#lib/engines/connectors/http/index.ts'
import { of, takeTurn, textTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import {
  chunkedHead,
  httpAnswer,
  httpChunk,
  startScriptedServer,
  type Script,
  type ScriptedServer,
} from '#lib/engines/connectors/testing/scripted-server.ts'
import type { FaultClass } from '#lib/engines/connectors/types.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

let server: ScriptedServer | undefined
afterEach(() => server?.close())

const reset = (socket: Socket) => socket.resetAndDestroy()
const huge = Buffer.alloc(6_000_000, 0x20)
const eventsHead = chunkedHead.replace('\r\n\r\n', '\r\nContent-Type: text/event-stream\r\n\r\n')

async function meet(script: Script, config: object = {}) {
  server = await startScriptedServer(script)
  const settings = http.config.parse({
    ...{ preset: 'custom', url: server.url, timeout_s: 0.2, idle_timeout_s: 0.2 },
    ...{ max_attempts: 10, breaker_failures: 0, total_timeout_s: 2, error_path: '$.error' },
    ...config,
  })
  const guard = createGuard({ allowedHosts: ['127.0.0.1'] })
  return takeTurn(http.open(settings, {}, { userId: 'caller', language: 'en-US', guard }), textTurn)
}

test.each<[string, Script, FaultClass, number]>([
  ['500', (socket) => socket.end(httpAnswer(500, 'oops')), 'server_error', 2],
  ['429', (socket) => socket.end(httpAnswer(429, 'slow down')), 'rate_limited', 2],
  ['401', (socket) => socket.end(httpAnswer(401, 'who?')), 'authentication', 1],
  ['404', (socket) => socket.end(httpAnswer(404, 'no')), 'client_error', 1],
  [
    'a redirect, which it does not follow',
    (socket) => socket.end(httpAnswer(302, '', { Location: '/x' })),
    'client_error',
    1,
  ],
  ['silence', () => undefined, 'timeout', 2],
  ['a reset before the first byte', reset, 'reset', 2],
  [
    'a reset after the first byte',
    (socket) => socket.write(`${chunkedHead}40\r\n{"re`, () => reset(socket)),
    'reset',
    1,
  ],
  [
    'a hang in the middle',
    (socket) => void socket.write(chunkedHead + httpChunk('{"reply":')),
    'timeout',
    1,
  ],
  ['a page instead of JSON', (socket) => socket.end(httpAnswer(200, '<html>')), 'protocol', 1],
  [
    'an answer without a reply',
    (socket) => socket.end(httpAnswer(200, '{"other":1}')),
    'protocol',
    1,
  ],
  [
    'garbage in a stream',
    (socket) => socket.end(eventsHead + httpChunk('data: {oops\n\n') + '0\r\n\r\n'),
    'protocol',
    1,
  ],
  ['an answer that is too large', (socket) => socket.end(httpAnswer(200, huge)), 'too_large', 1],
  [
    'a packed answer',
    (socket) => socket.end(httpAnswer(200, '{}', { 'Content-Encoding': 'br' })),
    'protocol',
    1,
  ],
  [
    'an error of its own',
    (socket) => socket.end(httpAnswer(200, '{"error":"no voice"}')),
    'voice_ai_error',
    1,
  ],
  ['no HTTP', (socket) => socket.end('hello\r\n\r\n'), 'protocol', 1],
])('%s ends the turn once, as what it is', async (_, script, fault, attempts) => {
  const events = await meet(script)
  expect(events.at(-1)).toMatchObject({ type: 'error', fault })
  expect(of(events, 'error')).toHaveLength(1)
  expect(of(events, 'done')).toHaveLength(0)
  expect(of(events, 'attempt')).toHaveLength(attempts)
})

test('a second try may succeed, and says so', async () => {
  const events = await meet((socket, number) =>
    socket.end(number === 1 ? httpAnswer(503, '') : httpAnswer(200, '{"reply":"hi"}')),
  )
  expect(of(events, 'attempt').map(({ outcome }) => outcome)).toEqual(['retry', 'ok'])
  expect(of(events, 'reply')).toMatchObject([{ written: 'hi' }])
})

test('pieces of a stream may be cut anywhere, and a character may be cut too', async () => {
  const bytes = Buffer.from(
    'data: {"delta":"grü"}\r\n\r\ndata: {"delta":\r\ndata: "ße"}\r\n\r\ndata: [DONE]\n\n',
  )
  const events = await meet(
    (socket) => {
      socket.write(eventsHead)
      for (const byte of bytes)
        socket.write(
          Buffer.concat([Buffer.from('1\r\n'), Buffer.from([byte]), Buffer.from('\r\n')]),
        )
      socket.end('0\r\n\r\n')
    },
    { reply_delta_path: '$.delta' },
  )
  expect(of(events, 'reply')).toMatchObject([{ written: 'grüße' }])
})

test('a streamed reply is dated by its first piece', async () => {
  const events = await meet(
    (socket) => {
      socket.write(eventsHead + httpChunk('data: {"delta":"a"}\n\n'))
      setTimeout(() => socket.end(`${httpChunk('data: {"delta":"b"}\n\n')}0\r\n\r\n`), 60)
    },
    { reply_delta_path: '$.delta' },
  )
  const [reply] = of(events, 'reply')
  const [done] = of(events, 'done')
  expect(reply?.written).toBe('ab')
  expect((done?.at ?? 0) - (reply?.at ?? 0)).toBeGreaterThan(40)
})
