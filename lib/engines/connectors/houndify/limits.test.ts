import { createServer, type Socket } from 'node:net'

import { afterEach, describe, expect, test } from 'vitest'

import {
  expectEnd,
  type Kind,
  openSession,
  resultMessage,
  turns,
} from '#lib/engines/connectors/houndify/testing/short-deadlines.ts'
import { takeTurn, of } from '#lib/engines/connectors/testing/take-turn.ts'
import {
  chunkedHead,
  httpAnswer,
  httpChunk,
  startScriptedServer,
  type Script,
  type ScriptedServer,
} from '#lib/engines/connectors/testing/scripted-server.ts'

const good = httpAnswer(200, resultMessage)
const hang = () => undefined
const reset = (socket: Socket) => socket.resetAndDestroy()

let server: ScriptedServer | undefined
afterEach(() => server?.close())

async function meet(kind: Kind, script: Script, config: Record<string, unknown> = {}) {
  server = await startScriptedServer(script)
  // Paced, so that what the server does is read before the next write meets it.
  return takeTurn(openSession(server.url, config), turns[kind], { pace: 4 })
}

describe.each<Kind>(['text', 'voice'])('in %s', (kind) => {
  test('a failure before the first byte is tried again with the outcome of both on record', async () => {
    const events = await meet(kind, (socket, number) =>
      number === 1 ? reset(socket) : socket.end(good),
    )
    expect(of(events, 'attempt')).toMatchObject([
      { number: 1, outcome: 'retry', fault: 'reset', maybeExecuted: true },
      { number: 2, outcome: 'ok' },
    ])
    expect(events.at(-1)?.type).toBe('done')
  })

  test('each attempt has its own request id and signature', async () => {
    await meet(kind, (socket, number) => (number === 1 ? reset(socket) : socket.end(good)))
    const id = (head = '') => /^Hound-Request-Authentication: caller;(.+)$/m.exec(head)?.[1]
    const signature = (head = '') => /^Hound-Client-Authentication: .+;(.+)$/m.exec(head)?.[1]
    const [first, second] = server?.heads ?? []
    expect(id(first)).toMatch(/^[0-9a-f-]{36}$/)
    expect(id(second)).not.toBe(id(first))
    expect(signature(second)).not.toBe(signature(first))
  })

  test('waits as long as Retry-After says', async () => {
    const events = await meet(kind, (socket, number) =>
      socket.end(number === 1 ? httpAnswer(429, '', { 'Retry-After': '1' }) : good),
    )
    const [first, second] = of(events, 'attempt')
    expect(first?.delayMs).toBeGreaterThanOrEqual(1_000)
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990)
    expect(events.at(-1)?.type).toBe('done')
  })

  test('a Retry-After beyond the deadline ends the turn at once and is passed on', async () => {
    const events = await meet(kind, (socket) =>
      socket.end(httpAnswer(503, '', { 'Retry-After': '60' })),
    )
    expectEnd(events, 'server_error', 1)
    expect(events.at(-1)).toMatchObject({ retryable: true, retryAfterMs: 60_000 })
  })

  test('an answer that drips is ended by the limit for the whole', async () => {
    const started = performance.now()
    const events = await meet(
      kind,
      (socket) => {
        socket.write(chunkedHead)
        const drip = setInterval(() => socket.write(httpChunk(' ')), 50)
        socket.on('close', () => clearInterval(drip))
      },
      // A drip that is late on a busy machine ends nothing.
      { total_timeout_s: 0.6, idle_timeout_s: 10, timeout_s: 10 },
    )
    expectEnd(events, 'timeout', 1)
    expect(events.at(-1)).toMatchObject({ message: expect.stringContaining('in all') as string })
    // By default 30 s.
    expect(performance.now() - started).toBeLessThan(20_000)
  })

  test('an answer of 100 MB is cut off after 5 MB', async () => {
    let written = 0
    const events = await meet(kind, (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{')
      const block = Buffer.alloc(1_000_000, 0x20)
      const pour = () => {
        while (written < 100_000_000 && !socket.destroyed) {
          written += block.length
          if (!socket.write(block)) return void socket.once('drain', pour)
        }
      }
      pour()
    })
    expectEnd(events, 'too_large', 1)
    expect(written).toBeLessThan(30_000_000)
  })

  test('cancelling ends the turn at once and frees the socket', async () => {
    const abort = new AbortController()
    const closed = Promise.withResolvers<void>()
    server = await startScriptedServer((socket) => {
      socket.on('close', () => closed.resolve())
      abort.abort()
    })
    const session = openSession(server.url, { timeout_s: 60 })
    const events = await takeTurn(session, turns[kind], { signal: abort.signal })
    expectEnd(events, 'cancelled', 1)
    await closed.promise
  })

  test('leaving the loop frees the socket', async () => {
    const closed = Promise.withResolvers<void>()
    server = await startScriptedServer((socket) => socket.on('close', () => closed.resolve()))
    const session = openSession(server.url, { timeout_s: 60, total_timeout_s: 60 })
    const signal = new AbortController().signal
    for await (const event of session.turn(turns[kind], { signal, pace: 0, maxAttempts: 1 }))
      if (event.type === 'sent') break
    await closed.promise
  })

  test('a signal that is aborted already sends nothing', async () => {
    server = await startScriptedServer((socket) => socket.end(good))
    const events = await takeTurn(openSession(server.url), turns[kind], {
      signal: AbortSignal.abort(),
    })
    expectEnd(events, 'cancelled', 0)
    expect(server.heads).toEqual([])
  })

  test('TLS that fails is not tried again', async () => {
    const plain = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    })
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve))
    const address = plain.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const refused = await takeTurn(openSession(`https://127.0.0.1:${port}/v1`), turns[kind])
    plain.close()
    expectEnd(refused, 'tls', 1)
  })

  test('a port where nobody listens', async () => {
    server = await startScriptedServer(hang)
    const { url } = server
    await server.close()
    const events = await takeTurn(openSession(url), turns[kind])
    expectEnd(events, 'connect', 2)
    expect(of(events, 'attempt').some((attempt) => attempt.maybeExecuted)).toBe(false)
  })

  test('a name that does not exist', async () => {
    const events = await takeTurn(openSession('http://voice-ai.invalid/v1'), turns[kind])
    expectEnd(events, 'dns', 2)
  })

  test('an address in a private network is refused before anything is sent', async () => {
    const events = await takeTurn(openSession('http://10.255.255.1:9/v1'), turns[kind])
    expectEnd(events, 'configuration', 1)
    expect(events.at(-1)).toMatchObject({
      message: expect.stringContaining('OUTBOUND_ALLOWED_HOSTS') as string,
    })
  })

  test('a refusal keeps no other conversation from calling: one question may be refused alone', async () => {
    const config = { breaker_failures: 1, breaker_open_s: 60 }
    const first = await meet(
      kind,
      (socket, number) => socket.end(number === 1 ? httpAnswer(403, 'no') : good),
      config,
    )
    expectEnd(first, 'authentication', 1)
    const second = await takeTurn(openSession(server?.url ?? '', config), turns[kind])
    expect(second.at(-1)?.type).toBe('done')
  })

  test('five failures in a row open the breaker', async () => {
    const config = { breaker_failures: 5, breaker_open_s: 60 }
    server = await startScriptedServer((socket) => socket.end(httpAnswer(500, 'down')))
    const faults: string[] = []
    for (let round = 0; round < 7; round += 1) {
      const events = await takeTurn(openSession(server.url, config), turns[kind], {
        maxAttempts: 1,
      })
      faults.push(...of(events, 'error').map(({ fault }) => fault))
    }
    const down = Array.from({ length: 5 }, () => 'server_error')
    expect(faults).toEqual([...down, 'breaker_open', 'breaker_open'])
    expect(server.heads).toHaveLength(5)
  })
})
