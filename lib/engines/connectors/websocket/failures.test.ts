import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import {
  openaiProtocol,
  openaiTarget,
  openaiToken,
} from '#lib/engines/connectors/testing/fake-websocket-openai.ts'
import {
  type FakeFault,
  startFakeWebsocket,
  type FakeWebsocket,
} from '#lib/engines/connectors/testing/fake-websocket.ts'
import { of, takeTurn, textTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import { createFakeMind, type FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { httpAnswer, startScriptedServer } from '#lib/engines/connectors/testing/scripted-server.ts'
import type { FaultClass, TurnEvent } from '#lib/engines/connectors/types.ts'
import { websocket } from '#lib/engines/connectors/websocket/index.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

const guard = createGuard({ allowedHosts: ['127.0.0.1'] })
const quick = {
  ...{ timeout_s: 0.4, idle_timeout_s: 0.4, total_timeout_s: 3, max_attempts: 10 },
  ...{ breaker_failures: 0 },
}

let mind: FakeMind
let peer: FakeWebsocket
beforeAll(async () => {
  mind = await createFakeMind()
  peer = await startFakeWebsocket(() => openaiProtocol(mind))
})
afterAll(async () => {
  await peer.close()
  await mind.close()
})
beforeEach(() => {
  peer.fault = null
})

const open = (config: object = {}) =>
  websocket.open(
    websocket.config.parse({ ...openaiTarget(peer.ws), ...quick, ...config }),
    { token: openaiToken },
    { userId: 'caller', language: 'en-US', guard },
  )

function expectEnd(events: TurnEvent[], fault: FaultClass, attempts: number): void {
  expect(events.at(-1)).toMatchObject({ type: 'error', fault })
  expect(of(events, 'error')).toHaveLength(1)
  expect(of(events, 'done')).toHaveLength(0)
  expect(of(events, 'attempt')).toHaveLength(attempts)
}

test.each<[FakeFault, FaultClass, number]>([
  ['close', 'server_error', 2],
  ['reset', 'reset', 2],
  ['silence', 'timeout', 2],
  ['garbage', 'protocol', 1],
  ['huge', 'too_large', 1],
])(
  '%s instead of an answer ends the turn once, as what it is',
  async (fault, expected, attempts) => {
    peer.fault = fault
    const session = open()
    expectEnd(await takeTurn(session, textTurn), expected, attempts)
    peer.fault = null
    const after = await takeTurn(session, textTurn)
    expect(after.at(-1)?.type).toBe('done')
    await session.close()
  },
)

test('a slow answer is waited for', async () => {
  peer.fault = 'slow'
  const session = open()
  expect((await takeTurn(session, textTurn)).at(-1)?.type).toBe('done')
  await session.close()
})

test.each<[string, Parameters<typeof startScriptedServer>[0], FaultClass]>([
  ['a page', (socket) => socket.end(httpAnswer(200, '<html>')), 'protocol'],
  ['503', (socket) => socket.end(httpAnswer(503, 'busy')), 'server_error'],
  ['429', (socket) => socket.end(httpAnswer(429, 'slow down')), 'rate_limited'],
  ['a redirect', (socket) => socket.end(httpAnswer(302, '', { Location: '/x' })), 'client_error'],
  ['silence', () => undefined, 'timeout'],
  ['a reset', (socket) => socket.resetAndDestroy(), 'reset'],
  [
    'a wrong handshake',
    (socket) =>
      socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: no\r\n\r\n',
      ),
    'protocol',
  ],
])('%s instead of a WebSocket is named', async (_, script, fault) => {
  const server = await startScriptedServer(script)
  const session = open({ url: server.url.replace('http', 'ws'), connect_timeout_s: 0.3 })
  const events = await takeTurn(session, textTurn, { maxAttempts: 1 })
  expectEnd(events, fault, 1)
  await session.close()
  await server.close()
})

test('a name that resolves to a private address is refused when connecting', async () => {
  const session = websocket.open(
    websocket.config.parse({
      ...openaiTarget(peer.ws.replace('127.0.0.1', 'localhost')),
      ...quick,
    }),
    { token: openaiToken },
    { userId: 'caller', language: 'en-US', guard: createGuard({ allowedHosts: [] }) },
  )
  expectEnd(await takeTurn(session, textTurn), 'configuration', 1)
})

test('a session request that answers with an address of a private network leads nowhere', async () => {
  const answer = JSON.stringify({ url: 'ws://10.0.0.1/x' })
  const server = await startScriptedServer((socket) => socket.end(httpAnswer(200, answer)))
  const { url: _url, ...target } = openaiTarget(peer.ws)
  const config = websocket.config.parse({
    ...{ ...target, preset: 'custom', session_url: server.url, ...quick },
    text_messages: [{ text: '{{text}}' }],
  })
  const session = websocket.open(config, {}, { userId: 'caller', language: 'en-US', guard })
  expectEnd(await takeTurn(session, textTurn), 'configuration', 1)
  await server.close()
})

test.each([0, 1, 2])(
  'cancelled after %i events, a turn ends at once and frees its connection',
  async (count) => {
    peer.fault = 'silence'
    const session = open({ timeout_s: 60, total_timeout_s: 60 })
    const abort = new AbortController()
    const events: TurnEvent[] = []
    if (count === 0) abort.abort()
    const options = { signal: abort.signal, pace: 0, maxAttempts: 3 }
    for await (const event of session.turn(textTurn, options)) {
      events.push(event)
      if (events.length === count) abort.abort()
    }
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'cancelled' })
    await session.close()
  },
)

test('an opening that is never answered times out with its condition', async () => {
  const opening = [{ wait: "@.type == 'never'" }]
  const events = await takeTurn(open({ opening }), textTurn, { maxAttempts: 1 })
  expectEnd(events, 'timeout', 1)
  expect(of(events, 'error')[0]?.message).toContain('never')
})
