import { createServer, type AddressInfo, type Socket } from 'node:net'

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import { dialogflowCx } from '#lib/engines/connectors/dialogflow-cx/index.ts'
import {
  type FakeDialogflow,
  dialogflowTarget,
  startFakeDialogflow,
} from '#lib/engines/connectors/testing/fake-dialogflow.ts'
import { startGrpcScript } from '#lib/engines/connectors/testing/grpc-script.ts'
import { of, takeTurn, textTurn, voiceTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import type { FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import {
  chunkedHead,
  httpAnswer,
  startScriptedServer,
  type Script,
} from '#lib/engines/connectors/testing/scripted-server.ts'
import type { FaultClass, TextTurn, VoiceTurn } from '#lib/engines/connectors/types.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

const nobody = (): never => {
  throw new Error('nobody speaks here')
}
let peer: FakeDialogflow
let closing: (() => Promise<void>)[] = []
beforeAll(async () => {
  // Only its token endpoint is asked: what answers is a script.
  const mute: FakeMind = {
    answer: nobody,
    follow: nobody,
    hear: nobody,
    speak: nobody,
    close: nobody,
  }
  peer = await startFakeDialogflow(mute)
})
afterAll(() => peer.close())
afterEach(async () => {
  for (const close of closing) await close()
  closing = []
})

const guard = createGuard({ allowedHosts: ['127.0.0.1', 'localhost'] })

async function meet(
  transport: 'grpc' | 'rest',
  url: string,
  turn: TextTurn | VoiceTurn = textTurn,
  config: object = {},
) {
  const settings = dialogflowCx.config.parse({
    ...{ ...dialogflowTarget(url), transport },
    ...{ max_attempts: 10, breaker_failures: 0, total_timeout_s: 2 },
    ...config,
  })
  const options = { userId: 'caller', language: 'en-US', guard }
  const session = dialogflowCx.open(settings, peer.secrets(), options)
  const events = await takeTurn(session, turn)
  await session.close()
  return events
}

/** For peers that let us wait; the others answer at once, however slow the machine. */
const soon = { timeout_s: 0.2, idle_timeout_s: 0.2, connect_timeout_s: 0.2 }
const patience = (fault: FaultClass) => (fault === 'timeout' ? soon : {})

function expectFault(events: Awaited<ReturnType<typeof meet>>, fault: FaultClass, tries: number) {
  expect(events.at(-1)).toMatchObject({ type: 'error', fault })
  expect(of(events, 'error')).toHaveLength(1)
  expect(of(events, 'done')).toHaveLength(0)
  expect(of(events, 'attempt')).toHaveLength(tries)
}

const error = (status: number, name: string, headers: Record<string, string> = {}) =>
  httpAnswer(
    status,
    JSON.stringify({ error: { code: status, message: 'so it is', status: name } }),
    {
      'Content-Type': 'application/json',
      ...headers,
    },
  )

test.each<[string, Script, FaultClass, number]>([
  ['an internal error', (s) => s.end(error(500, 'INTERNAL')), 'server_error', 2],
  ['a used up quota', (s) => s.end(error(429, 'RESOURCE_EXHAUSTED')), 'rate_limited', 2],
  ['a page of a gateway', (s) => s.end(httpAnswer(502, '<html>')), 'server_error', 2],
  ['a denied permission', (s) => s.end(error(403, 'PERMISSION_DENIED')), 'authentication', 1],
  ['a bad argument', (s) => s.end(error(400, 'INVALID_ARGUMENT')), 'client_error', 1],
  ['a redirect', (s) => s.end(httpAnswer(307, '', { Location: '/x' })), 'client_error', 1],
  ['silence', () => undefined, 'timeout', 2],
  ['a reset', (s) => void s.resetAndDestroy(), 'reset', 2],
  ['a hang in the middle', (s) => void s.write(`${chunkedHead}2\r\n{"\r\n`), 'timeout', 1],
  ['a page instead of JSON', (s) => s.end(httpAnswer(200, '<html>')), 'protocol', 1],
  ['JSON of another kind', (s) => s.end(httpAnswer(200, '{"queryResult":7}')), 'protocol', 1],
  ['too much', (s) => s.end(httpAnswer(200, Buffer.alloc(6_000_000))), 'too_large', 1],
  ['no HTTP', (s) => s.end('hello\r\n\r\n'), 'protocol', 1],
])('over rest %s ends the turn once, as what it is', async (_, script, fault, tries) => {
  const server = await startScriptedServer(script)
  closing.push(() => server.close())
  expectFault(await meet('rest', server.url, textTurn, patience(fault)), fault, tries)
})

const kinds: [string, TextTurn | VoiceTurn][] = [
  ['a text turn', textTurn],
  ['a voice turn', voiceTurn()],
]

test.each<[string, number, FaultClass, number]>([
  ['INTERNAL', 13, 'server_error', 2],
  ['UNAVAILABLE', 14, 'server_error', 2],
  ['RESOURCE_EXHAUSTED', 8, 'rate_limited', 2],
  ['DEADLINE_EXCEEDED', 4, 'server_error', 2],
  ['UNAUTHENTICATED', 16, 'authentication', 1],
  ['PERMISSION_DENIED', 7, 'authentication', 1],
  ['INVALID_ARGUMENT', 3, 'client_error', 1],
  ['NOT_FOUND', 5, 'client_error', 1],
  ['UNIMPLEMENTED', 12, 'server_error', 1],
])('over grpc %s ends a turn once, as what it is', async (name, code, fault, tries) => {
  const server = await startGrpcScript({ refuse: { code, details: 'so it is' } })
  closing.push(() => server.close())
  for (const [, turn] of kinds) {
    const events = await meet('grpc', server.url, turn)
    expectFault(events, fault, tries)
    expect(JSON.stringify(events.at(-1))).toContain(`${name}: so it is`)
  }
})

const reset = (socket: Socket) => socket.once('data', () => socket.resetAndDestroy())

test.each<[string, (socket: Socket) => void, FaultClass, number]>([
  ['a connection that is dead', () => undefined, 'timeout', 2],
  ['a reset', reset, 'reset', 2],
  ['a hang-up', (socket) => socket.once('data', () => socket.end()), 'reset', 2],
  ['HTTP/1.1', (s) => s.once('data', () => s.end('HTTP/1.1 400 Bad\r\n\r\n')), 'protocol', 1],
])('over grpc %s ends a turn once, as what it is', async (_, behave, fault, tries) => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    behave(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  for (const [, turn] of kinds)
    expectFault(await meet('grpc', url, turn, patience(fault)), fault, tries)
})

test.each(kinds)('over grpc a server that says nothing lets %s time out', async (_, turn) => {
  const server = await startGrpcScript({})
  closing.push(() => server.close())
  expectFault(await meet('grpc', server.url, turn, soon), 'timeout', 2)
})

test('over grpc a server that stops after it began to hear is not asked again', async () => {
  const server = await startGrpcScript({ say: [{ recognitionResult: { transcript: 'hel' } }] })
  closing.push(() => server.close())
  const events = await meet('grpc', server.url, voiceTurn(), soon)
  expectFault(events, 'timeout', 1)
  expect(of(events, 'partial')).toMatchObject([{ text: 'hel' }])
})

test('over grpc a stream without a result is no answer', async () => {
  const server = await startGrpcScript({
    say: [{ recognitionResult: { transcript: 'x' } }],
    end: true,
  })
  closing.push(() => server.close())
  expectFault(await meet('grpc', server.url, voiceTurn()), 'protocol', 1)
})

test('over grpc an answer that is too large is not read', async () => {
  const outputAudio = Buffer.alloc(6_000_000)
  const server = await startGrpcScript({
    say: [{ detectIntentResponse: { outputAudio } }],
    end: true,
  })
  closing.push(() => server.close())
  expectFault(await meet('grpc', server.url, voiceTurn()), 'too_large', 1)
})

test('over grpc TLS is not what a plain server speaks', async () => {
  const server = await startGrpcScript({})
  closing.push(() => server.close())
  expectFault(await meet('grpc', server.url.replace('http:', 'https:')), 'tls', 1)
})

test('over grpc a name is resolved by the guard and no other', async () => {
  const server = await startGrpcScript({ refuse: { code: 5, details: 'here' } })
  closing.push(() => server.close())
  const url = server.url.replace('127.0.0.1', 'localhost')
  expectFault(await meet('grpc', url), 'client_error', 1)
  const settings = dialogflowCx.config.parse({ ...dialogflowTarget(url), breaker_failures: 0 })
  const strict = createGuard({ allowedHosts: ['127.0.0.1:1'] })
  // Its token endpoint is the first that is refused, unless the name is.
  const session = dialogflowCx.open(settings, peer.secrets(), {
    ...{ userId: 'caller', language: 'en-US', guard: strict },
  })
  const events = await takeTurn(session, textTurn)
  expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'configuration' })
})

test('over grpc a name that nobody knows is a fault of DNS', async () =>
  expectFault(await meet('grpc', 'http://nobody.invalid:80'), 'dns', 2))

test('a second try goes over a connection of its own', async () => {
  const server = await startGrpcScript({ refuse: { code: 14, details: 'later' }, times: 1 })
  closing.push(() => server.close())
  const events = await meet('grpc', server.url, voiceTurn())
  expect(of(events, 'attempt').map(({ outcome }) => outcome)).toEqual(['retry', 'ok'])
  expect(of(events, 'connected')).toHaveLength(2)
  expect(of(events, 'reply')).toMatchObject([{ written: 'hi' }])
})
