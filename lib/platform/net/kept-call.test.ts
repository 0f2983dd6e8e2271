import { createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { createGuard } from '#lib/platform/net/guard.ts'
import { canBeKept, KeptCall } from '#lib/platform/net/kept-call.ts'

const guard = createGuard({ allowedHosts: ['127.0.0.1'] })
const answer = (text: string, headers = '') =>
  `HTTP/1.1 200 OK\r\n${headers}Content-Length: ${text.length}\r\n\r\n${text}`

/** What the server does with the n-th request on the n-th connection, both counted from 1. */
let script: (socket: Socket, request: number, connection: number) => void
let connections = 0
let requests = 0
let server: Server
let url: string
const sockets = new Set<Socket>()

beforeEach(async () => {
  connections = 0
  requests = 0
  server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket)
    const connection = ++connections
    let heard = ''
    let onThis = 0
    socket.on('error', () => undefined)
    socket.on('data', (piece: Buffer) => {
      heard += piece.toString()
      while (heard.includes('ask!')) {
        heard = heard.slice(heard.indexOf('ask!') + 4)
        requests++
        script(socket, ++onThis, connection)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterEach(() => {
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  server.close()
})

async function ask(more: Partial<ConstructorParameters<typeof KeptCall>[0]> = {}) {
  const stages: string[] = []
  const call = new KeptCall({
    ...{ url, guard, method: 'POST', headers: {}, body: Buffer.from('ask!') },
    ...{ connectMs: 1_000, totalMs: 2_000, signal: new AbortController().signal },
    onConnected: () => stages.push('connected'),
    onSent: () => stages.push('sent'),
    onRepeat: () => stages.push('repeat'),
    ...more,
  })
  let text = ''
  try {
    await call.response
    for await (const piece of call.body()) text += piece.toString()
    return { text, stages, fault: null }
  } catch (error) {
    return { text, stages, fault: error as { fault: string; maybeExecuted: boolean } }
  } finally {
    call.close()
  }
}

test('a connection is used again, and each request tells when it left', async () => {
  script = (socket, request) => socket.write(answer(`answer ${request}`))
  for (const request of [1, 2, 3])
    expect(await ask()).toMatchObject({
      text: `answer ${request}`,
      stages: ['connected', 'sent'],
    })
  expect(connections).toBe(1)
})

test.each(['Connection: close\r\n', 'Keep-Alive: timeout=1\r\n'])(
  'a connection that ends with its answer is not (%j)',
  async (header) => {
    script = (socket) => socket.write(answer('hi', header))
    for (const _ of [1, 2]) expect((await ask()).text).toBe('hi')
    expect(connections).toBe(2)
  },
)

test.each<[string, (socket: Socket) => void]>([
  ['ended', (socket) => socket.end()],
  ['reset', (socket) => socket.resetAndDestroy()],
])(
  'a kept connection that was %s is no fault: the request goes out once more',
  async (_, close) => {
    // It closes on the next request and not before: no sooner can that be seen by the one who asks.
    script = (socket, request) => (request === 1 ? socket.write(answer('hi')) : close(socket))
    await ask()
    expect(await ask()).toMatchObject({
      ...{ text: 'hi', fault: null },
      stages: ['connected', 'sent', 'repeat', 'connected', 'sent'],
    })
    expect([requests, connections]).toEqual([3, 2])
  },
)

test('it goes out once more only: a new connection that is closed as well is a fault', async () => {
  script = (socket, request, connection) =>
    request === 1 && connection === 1 ? socket.write(answer('hi')) : socket.end()
  await ask()
  expect((await ask()).fault).toMatchObject({ fault: 'reset', maybeExecuted: true })
  expect(requests).toBe(3)
})

test('a server that had time to act on the request is not asked again', async () => {
  script = (socket, request) =>
    request === 1 ? socket.write(answer('hi')) : setTimeout(() => socket.end(), 150)
  await ask()
  expect((await ask()).fault).toMatchObject({ fault: 'reset', maybeExecuted: true })
  expect(requests).toBe(2)
})

test('nor is one that had begun to answer', async () => {
  script = (socket, request) =>
    request === 1 ? socket.write(answer('hi')) : socket.end('HTTP/1.1 200')
  await ask()
  expect((await ask()).fault).toMatchObject({ fault: 'reset' })
  expect(requests).toBe(2)
})

test('a first connection that is closed is a fault', async () => {
  script = (socket) => socket.end()
  expect(await ask()).toMatchObject({ fault: { fault: 'reset' }, stages: ['connected', 'sent'] })
})

test('what a server says unasked answers nobody, and its connections are not kept any more', async () => {
  script = (socket, request) => {
    socket.write(answer(`answer ${request}`))
    if (request === 1) setImmediate(() => socket.write(answer('unasked')))
  }
  const closed = Promise.withResolvers<void>()
  server.on('connection', (socket: Socket) => socket.once('end', () => closed.resolve()))
  await ask()
  await closed.promise
  expect((await ask()).text).toBe('answer 1')
  expect(connections).toBe(2)
  for (const _ of [1, 2]) await ask()
  expect(connections).toBe(4)
})

test.each([
  ['chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhal', ''],
  [
    'chunks, closing',
    'HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhal',
    '',
  ],
  ['a length', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal', ''],
  ['a length, closing', 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 9\r\n\r\nhal', ''],
])('an answer by %s that is cut off is no whole answer', async (_, head) => {
  script = (socket) => socket.end(head)
  expect(await ask()).toMatchObject({ text: 'hal', fault: { fault: 'reset' } })
})

test('an answer without a length ends with its connection, but not with a reset', async () => {
  const head = 'HTTP/1.1 200 OK\r\n\r\nwhole'
  script = (socket) => socket.end(head)
  expect(await ask()).toMatchObject({ text: 'whole', fault: null })
  script = (socket) => socket.write(head, () => setTimeout(() => socket.resetAndDestroy(), 30))
  expect(await ask()).toMatchObject({ text: 'whole', fault: { fault: 'reset' } })
})

test('an answer that comes before the request was read, with the line hung up, is an answer', async () => {
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => undefined)
    socket.end(answer('too long', 'Connection: close\r\n'), () => socket.destroy())
  })
  const { text } = await ask({ body: Buffer.alloc(20_000_000, 0x20) })
  expect(text).toBe('too long')
})

test('limits hold: for connecting, for a phase and for all of it', async () => {
  script = () => undefined
  expect((await ask({ totalMs: 50 })).fault).toMatchObject({ fault: 'timeout' })
  const cancelled = AbortSignal.timeout(30)
  expect((await ask({ signal: cancelled })).fault).toMatchObject({ fault: 'cancelled' })
  expect((await ask({ signal: AbortSignal.abort() })).fault).toMatchObject({ fault: 'cancelled' })
})

test('the guard is asked for each connection', async () => {
  const none = createGuard({ allowedHosts: [] })
  await expect(ask({ guard: none })).rejects.toMatchObject({ fault: 'configuration' })
  const name = url.replace('127.0.0.1', 'localhost')
  expect((await ask({ guard: none, url: name })).fault).toMatchObject({ fault: 'configuration' })
})

test('who sets a header of the connection gets one of their own', () => {
  expect(canBeKept({ 'X-A': 'b' })).toBe(true)
  for (const name of ['Connection', 'expect', 'Transfer-Encoding', 'TE'])
    expect(canBeKept({ [name]: 'x' })).toBe(false)
})
