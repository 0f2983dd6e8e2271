import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import { houndify } from '#lib/engines/connectors/houndify/index.ts'
import { openRealtime, type Realtime } from '#lib/engines/connectors/realtime/open-realtime.ts'
import { busy } from '#lib/engines/connectors/realtime/testing/busy.ts'
import { RealtimeLostError } from '#lib/engines/connectors/realtime/thread-link.ts'
import { of, takeTurn, textTurn, voiceTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import type { Line, Session } from '#lib/engines/connectors/types.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

const answer = JSON.stringify({
  Format: 'SoundHoundVoiceSearchResult',
  ...{ FormatVersion: '1.0', Status: 'OK', NumToReturn: 1 },
  AllResults: [{ CommandKind: 'NoResultCommand', WrittenResponse: 'Yes.', SpokenResponse: 'Yes.' }],
})
const deadly = new URL('./testing/deadly-realtime-thread.ts', import.meta.url)
const allowedHosts = ['127.0.0.1']
const secrets = {
  client_id: settings().SIMULATOR_CLIENT_ID,
  client_key: settings().SIMULATOR_CLIENT_KEY,
}

let server: Server
let config: ReturnType<typeof houndify.config.parse>
/** answers are held back while this is set */
let holdsBack: Promise<void> | null = null
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().on('end', () => {
      void (holdsBack ?? Promise.resolve()).then(() => response.end(answer))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  config = houndify.config.parse({ endpoint: `http://127.0.0.1:${port}/v1` })
})
afterAll(() => server.closeAllConnections())

const opened: Pick<Realtime, 'close'>[] = []
afterEach(async () => {
  holdsBack = null
  await Promise.all(opened.splice(0).map((one) => one.close()))
})

function realtime(options: Parameters<typeof openRealtime>[0] = {}) {
  const host = openRealtime(options)
  opened.push(host)
  const target = { connector: houndify, config, secrets }
  return (userId = 'caller', more: object = { allowedHosts }): Line =>
    host.open(target, { userId, language: 'en-US', ...more })
}

test('a turn is told as if it were held here, on our clock', async () => {
  const open = realtime()
  const line = open()
  const before = performance.now()
  const events = await takeTurn(line as Session, voiceTurn(300), { pace: 1 })
  const after = performance.now()
  const guard = createGuard({ allowedHosts })
  const options = { userId: 'caller', language: 'en-US', guard }
  const here = await takeTurn(houndify.open(config, secrets, options), voiceTurn(300), { pace: 1 })
  expect(events.map(({ at: _at, ...told }) => told)).toEqual(
    here.map(({ at: _at, ...told }) => told),
  )
  for (const { at } of events) {
    expect(at).toBeGreaterThan(before)
    expect(at).toBeLessThan(after)
  }
  expect(of(events, 'reply')[0]).toMatchObject({ written: 'Yes.' })
  expect(line.heldTurn?.()?.startedAt).toBeGreaterThan(before)
  const exchange = await line.exchange()
  expect(exchange.map(({ direction }) => direction)).toContain('in')
  expect(JSON.stringify(exchange)).not.toContain(secrets.client_key)
  await line.close()
})

/** How late the frames of a call left during which this thread was blocked for `blockMs`. */
async function lateWhileBlocked(line: Line, blockMs: number): Promise<number[]> {
  const late: number[] = []
  const turn = { ...voiceTurn(1_200, 0), onFrame: (ms: number) => late.push(ms) }
  const told = takeTurn(line as Session, turn, { pace: 1 })
  await sleep(300)
  busy(blockMs)
  const events = await told
  expect(of(events, 'error')).toEqual([])
  return late
}

test('what blocks this thread makes no frame late, which it would if the call were held here', async () => {
  const blockMs = 600
  const guard = createGuard({ allowedHosts })
  const here = houndify.open(config, secrets, { userId: 'caller', language: 'en-US', guard })
  expect(Math.max(...(await lateWhileBlocked(here, blockMs)))).toBeGreaterThan(blockMs * 0.7)
  const open = realtime()
  // The thread has begun.
  await takeTurn(open() as Session, textTurn)
  const late = await lateWhileBlocked(open(), blockMs)
  expect(late).toHaveLength(24)
  expect(Math.max(...late)).toBeLessThan(blockMs / 2)
})

test('a cancelled turn, and one that nobody listens to any more, end there', async () => {
  holdsBack = new Promise((resolve) => opened.push({ close: async () => resolve() }))
  const open = realtime()
  const abort = new AbortController()
  const told = takeTurn(open() as Session, voiceTurn(100), { signal: abort.signal })
  await sleep(200)
  abort.abort()
  expect((await told).at(-1)).toMatchObject({ type: 'error', fault: 'cancelled' })
  const line = open()
  const signal = new AbortController().signal
  for await (const event of line.turn(voiceTurn(100), { pace: 0, maxAttempts: 1, signal }))
    if (event.type === 'sent') break
  await line.close()
  expect(
    await takeTurn(open() as Session, textTurn, { signal: AbortSignal.abort() }),
  ).toMatchObject([{ type: 'error', fault: 'cancelled' }])
})

test('a private address is refused there as here', async () => {
  const line = realtime()('caller', { allowedHosts: [] })
  const events = await takeTurn(line as Session, textTurn)
  expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'configuration', retryable: false })
})

test('a session that cannot be opened costs its own turn alone', async () => {
  const open = realtime()
  const good = open()
  await expect(takeTurn(open('no;user') as Session, textTurn)).rejects.toThrow(/user id/)
  expect((await takeTurn(good as Session, textTurn)).at(-1)?.type).toBe('done')
})

test.each([
  ['dies', 'de-DE', /it ended with code 7/],
  ['hangs', 'fr-FR', /it did not answer for \d+ s/],
])(
  'a thread that %s fails its calls as our own fault, and the next call has another',
  { timeout: 30_000 },
  async (_, language, why) => {
    holdsBack = new Promise((resolve) => opened.push({ close: async () => resolve() }))
    const open = realtime({ program: deadly, hangMs: 2_000 })
    const innocent = open()
    const waits = takeTurn(innocent as Session, voiceTurn(100))
    const failed = waits.catch((error: unknown) => error)
    await sleep(100)
    await expect(takeTurn(open() as Session, { ...textTurn, language })).rejects.toThrow(why)
    expect(await failed).toBeInstanceOf(RealtimeLostError)
    await expect(innocent.exchange()).rejects.toBeInstanceOf(RealtimeLostError)
    await expect(takeTurn(innocent as Session, textTurn)).rejects.toBeInstanceOf(RealtimeLostError)
    await innocent.close()
    holdsBack = null
    expect((await takeTurn(open() as Session, textTurn)).at(-1)?.type).toBe('done')
  },
)

test('the thread ends some time after the last call, and begins again with the next', async () => {
  const host = openRealtime({ idle: 20 })
  opened.push(host)
  const target = { connector: houndify, config, secrets } as never
  const call = async () => {
    const line = host.open(target, { userId: 'caller', language: 'en-US', allowedHosts })
    const events = await takeTurn(line as Session, textTurn)
    expect(host.isOpen).toBe(true)
    await line.close()
    return events.at(-1)?.type
  }
  expect(await call()).toBe('done')
  await expect.poll(() => host.isOpen, { timeout: 5_000 }).toBe(false)
  expect(await call()).toBe('done')
})
