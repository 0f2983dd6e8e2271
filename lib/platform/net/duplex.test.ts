import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'

import { afterEach, expect, test } from 'vitest'

import { chunkOf, DuplexCall } from '#lib/platform/net/duplex.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

const guard = createGuard({ allowedHosts: ['127.0.0.1'] })
const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
let server: Server | undefined
const sockets = new Set<Socket>()
afterEach(() => {
  for (const socket of sockets) socket.destroy()
  server?.close()
})

async function call(script: (socket: Socket) => void, signal = new AbortController().signal) {
  const started = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    script(socket)
  })
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(started.address() as AddressInfo).port}/`
  return new DuplexCall({ url, headers: {}, connectMs: 5_000, totalMs: 20_000, signal, guard })
}

test('reads the answer while the body is still being written', async () => {
  const duplex = await call((socket) =>
    socket.once('data', () => {
      socket.write(`${head}3\r\none\r\n`)
      socket.on('data', () => socket.end('3\r\ntwo\r\n0\r\n\r\n'))
    }),
  )
  await duplex.write(Buffer.from('a'))
  await duplex.response
  const seen: string[] = []
  for await (const chunk of duplex.body()) {
    if (seen.push(chunk.toString()) === 1) await duplex.write(Buffer.from('b'))
  }
  duplex.close()
  expect(seen).toEqual(['one', 'two'])
})

test('delivers what came before the connection broke, then the fault', async () => {
  const duplex = await call((socket) =>
    socket.once('data', () => socket.write(`${head}3\r\none\r\n`, () => socket.resetAndDestroy())),
  )
  await duplex.write(Buffer.from('a'))
  await duplex.response
  const seen: string[] = []
  const read = async () => {
    for await (const chunk of duplex.body()) seen.push(chunk.toString())
  }
  await expect(read()).rejects.toMatchObject({ fault: 'reset', retryable: false })
  duplex.close()
  expect(seen).toEqual(['one'])
})

test.each(['close', 'cancel'] as const)('%s ends a write that nobody reads', async (how) => {
  const duplex = await call((socket) => socket.pause())
  await duplex.write(Buffer.from('a'))
  const stuck = duplex.write(Buffer.alloc(50_000_000))
  setImmediate(() => duplex[how]())
  await expect(stuck).rejects.toMatchObject({ fault: 'cancelled' })
  await expect(duplex.write(Buffer.from('b'))).rejects.toMatchObject({ fault: 'cancelled' })
  duplex.close()
})

test('a phase that is not fed ends the call in its own words', async () => {
  const duplex = await call((socket) => socket.resume())
  await duplex.write(Buffer.from('a'))
  duplex.phase({ name: 'to wait', ms: 50 })
  await expect(duplex.response).rejects.toMatchObject({
    ...{ fault: 'timeout', retryable: true, maybeExecuted: true },
    detail: 'took longer than 50 ms to wait',
  })
  duplex.close()
})

test('an aborted signal never connects', async () => {
  let connections = 0
  const duplex = await call(() => (connections += 1), AbortSignal.abort())
  await expect(duplex.response).rejects.toMatchObject({ fault: 'cancelled', maybeExecuted: false })
  duplex.close()
  expect(connections).toBe(0)
})

test('an answer that came before the peer hung up is read, although the next write fails', async () => {
  const peer = Promise.withResolvers<Socket>()
  const duplex = await call((socket) =>
    socket.once('data', () => {
      socket.pause()
      peer.resolve(socket)
    }),
  )
  await duplex.write(Buffer.from('a'))
  const socket = await peer.promise
  // What the peer has not read makes its hanging up a reset.
  await duplex.write(Buffer.alloc(2_000))
  socket.write('HTTP/1.1 401 No\r\nContent-Length: 4\r\n\r\nwho?')
  socket.destroy()
  // In the same turn of the event loop: nothing of the answer has been read.
  const written = duplex.write(Buffer.from('b'))
  await expect(written).rejects.toMatchObject({ fault: 'reset' })
  expect((await duplex.response).statusCode).toBe(401)
  const said: Buffer[] = []
  for await (const chunk of duplex.body()) said.push(chunk)
  duplex.close()
  expect(Buffer.concat(said).toString()).toBe('who?')
})

test('a peer that hangs up without an answer is a reset', async () => {
  const peer = Promise.withResolvers<Socket>()
  const duplex = await call((socket) =>
    socket.once('data', () => {
      socket.pause()
      peer.resolve(socket)
    }),
  )
  await duplex.write(Buffer.from('a'))
  const socket = await peer.promise
  await duplex.write(Buffer.alloc(2_000))
  socket.destroy()
  await expect(duplex.write(Buffer.from('b'))).rejects.toMatchObject({ fault: 'reset' })
  await expect(duplex.response).rejects.toMatchObject({ fault: 'reset', retryable: true })
  duplex.close()
})

test('framed pieces arrive as the same body, each in one write', async () => {
  const received: string[] = []
  const whole = Promise.withResolvers<void>()
  const duplex = await call((socket) =>
    socket.on('data', (data) => {
      received.push(data.toString('latin1'))
      if (!received.join('').endsWith('0\r\n\r\n')) return
      socket.end(`${head}2\r\nok\r\n0\r\n\r\n`)
      whole.resolve()
    }),
  )
  const frame = (text: string) => duplex.writeFramed(chunkOf(Buffer.from(text)))
  // Not connected yet: it goes the ordinary way, and the head with it.
  await frame('first')
  for (const text of ['second', 'third, of twenty bytes', 'x'.repeat(1_600)]) await frame(text)
  duplex.end()
  await whole.promise
  await duplex.response
  duplex.close()
  const [, body = ''] = received.join('').split('\r\n\r\n')
  const rest = received.join('').slice(received.join('').indexOf(body))
  expect(rest).toBe(
    `5\r\nfirst\r\n6\r\nsecond\r\n16\r\nthird, of twenty bytes\r\n640\r\n${'x'.repeat(1_600)}\r\n0\r\n\r\n`,
  )
})

test('a framed piece for a connection that is gone is refused with what broke it', async () => {
  const duplex = await call((socket) => socket.once('data', () => socket.resetAndDestroy()))
  duplex.response.catch(() => undefined)
  const piece = Buffer.alloc(1_600)
  const speak = async () => {
    await duplex.write(piece)
    for (;;) await duplex.writeFramed(chunkOf(piece))
  }
  await expect(speak()).rejects.toMatchObject({ name: 'NetworkError' })
  duplex.close()
  await expect(duplex.writeFramed(chunkOf(piece))).rejects.toMatchObject({
    name: 'NetworkError',
  })
})
