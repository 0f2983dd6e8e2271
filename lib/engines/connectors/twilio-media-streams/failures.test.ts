import type { AddressInfo } from 'node:net'

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'

import {
  goodManners,
  twilioProtocol,
  twilioTarget,
  twilioAuthToken,
} from '#lib/engines/connectors/testing/fake-twilio.ts'
import {
  type FakeFault,
  startFakeWebsocket,
  type FakeWebsocket,
} from '#lib/engines/connectors/testing/fake-websocket.ts'
import { of, takeTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import { createFakeMind, type FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { httpAnswer, startScriptedServer } from '#lib/engines/connectors/testing/scripted-server.ts'
import { twilioMediaStreams } from '#lib/engines/connectors/twilio-media-streams/index.ts'
import type { FaultClass, TurnEvent } from '#lib/engines/connectors/types.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

const guard = createGuard({ allowedHosts: ['127.0.0.1'] })
const key = { kind: 'dtmf', digits: '1', language: 'en-US' } as const
const quick = { timeout_s: 0.4, total_timeout_s: 3, max_attempts: 10, breaker_failures: 0 }

let mind: FakeMind
let peer: FakeWebsocket
beforeAll(async () => {
  mind = await createFakeMind()
  peer = await startFakeWebsocket(twilioProtocol(mind, { manners: goodManners, calls: [] }))
})
afterAll(async () => {
  await peer.close()
  await mind.close()
})
beforeEach(() => {
  peer.fault = null
})

const open = (config: object = {}) =>
  twilioMediaStreams.open(
    twilioMediaStreams.config.parse({ ...twilioTarget(peer.ws), ...quick, ...config }),
    { auth_token: twilioAuthToken },
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
    expectEnd(await takeTurn(session, key), expected, attempts)
    peer.fault = null
    expect((await takeTurn(session, key)).at(-1)?.type).toBe('done')
    await session.close()
  },
)

test('a fault after the first turn is not repeated: the conversation went with the call', async () => {
  const session = open()
  await takeTurn(session, key)
  peer.fault = 'reset'
  expectEnd(await takeTurn(session, key), 'reset', 1)
  await session.close()
})

test.each<[string, Parameters<typeof startScriptedServer>[0], FaultClass]>([
  ['a page', (socket) => socket.end(httpAnswer(200, '<html>')), 'protocol'],
  ['403', (socket) => socket.end(httpAnswer(403, 'no')), 'authentication'],
  ['503', (socket) => socket.end(httpAnswer(503, 'busy')), 'server_error'],
  ['silence', () => undefined, 'timeout'],
  ['a reset', (socket) => socket.resetAndDestroy(), 'reset'],
])('%s instead of a WebSocket is named', async (_, script, fault) => {
  const server = await startScriptedServer(script)
  const session = open({ url: server.url.replace('http', 'ws'), connect_timeout_s: 0.3 })
  expectEnd(await takeTurn(session, key, { maxAttempts: 1 }), fault, 1)
  await session.close()
  await server.close()
})

/** An agent that does one thing when `event` comes. */
async function agentThat(event: string, act: (socket: WebSocket, streamSid: string) => void) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await new Promise((resolve) => server.once('listening', resolve))
  server.on('connection', (socket) => {
    let acted = false
    socket.on('error', () => undefined)
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString('utf8')) as { event: string; streamSid: string }
      if (message.event !== event || acted) return
      acted = true
      act(socket, message.streamSid)
    })
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `ws://127.0.0.1:${port}`,
    close: () => {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}

const media = (streamSid: string, payload: string) =>
  JSON.stringify({ event: 'media', streamSid, media: { payload } })
const halfSecond = Buffer.alloc(4_000, 0x20).toString('base64')

test.each<[string, string, (socket: WebSocket, streamSid: string) => void, FaultClass]>([
  ['binary audio', 'start', (socket) => socket.send(Buffer.alloc(160)), 'protocol'],
  [
    'media of another stream',
    'dtmf',
    (socket) => socket.send(media('MZother', halfSecond)),
    'protocol',
  ],
  ['media that is no base64', 'dtmf', (socket, id) => socket.send(media(id, '€€')), 'protocol'],
  ['media without a payload', 'dtmf', (socket) => socket.send('{"event":"media"}'), 'protocol'],
  ['a message without an event', 'dtmf', (socket) => socket.send('{"type":"x"}'), 'protocol'],
  ['text that is no JSON', 'connected', (socket) => socket.send('hello'), 'protocol'],
  [
    'more audio than anybody would hear out',
    'dtmf',
    (socket, id) => {
      const minute = Buffer.alloc(480_000).toString('base64')
      for (let n = 0; n < 11; n += 1) socket.send(media(id, minute))
    },
    'too_large',
  ],
  ['a close after the introduction', 'connected', (socket) => socket.close(1000), 'reset'],
  ['a close for a wrong parameter', 'start', (socket) => socket.close(3000), 'authentication'],
  [
    'a loss in the middle of the reply',
    'dtmf',
    (socket, id) => {
      socket.send(media(id, halfSecond))
      setImmediate(() => socket.terminate())
    },
    'reset',
  ],
])('%s ends the turn as what it is', async (_, event, act, fault) => {
  const agent = await agentThat(event, act)
  const session = open({ url: agent.url })
  expectEnd(await takeTurn(session, key, { maxAttempts: 1 }), fault, 1)
  await session.close()
  agent.close()
})

test('an event that Media Streams does not have is passed over', async () => {
  const agent = await agentThat('dtmf', (socket, id) => {
    socket.send(JSON.stringify({ event: 'weather', streamSid: id }))
    socket.send(media(id, halfSecond))
  })
  const session = open({ url: agent.url })
  expect((await takeTurn(session, key)).at(-1)?.type).toBe('done')
  await session.close()
  agent.close()
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
    for await (const event of session.turn(key, options)) {
      events.push(event)
      if (events.length === count) abort.abort()
    }
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'cancelled' })
    await session.close()
  },
)

test('the check names an agent that hangs up on a call it does not want', async () => {
  const agent = await agentThat('start', (socket) => socket.close(3003, 'unknown caller'))
  const config = twilioMediaStreams.config.parse({ url: agent.url })
  const { signal } = new AbortController()
  const result = await twilioMediaStreams.check(config, {}, signal, { guard })
  expect(result).toMatchObject({ ok: false, fault: 'authentication' })
  agent.close()
})
