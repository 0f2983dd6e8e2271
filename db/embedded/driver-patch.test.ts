// Proves patches/postgres+3.4.9.patch (porsager/postgres #1154, #1208): without it the first test
// ends with "TypeError: Cannot read properties of null (reading 'write')", the second commits half
// a transaction, and the last two wait for ever or read another query's rows: what was sent between
// a socket's 'error' and its 'close' was neither refused nor forgotten.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'

import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '#db/embedded/start-embedded-postgres.ts'

const Counts = z.object({ succeeded: z.number(), failed: z.number(), torn: z.number() })
const patience = { timeout: 20_000, interval: 10 }

let dataDir: string
let server: EmbeddedPostgres

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), `earshot-test-${process.pid}-`))
  server = await startEmbeddedPostgres({ dataDir, log: () => {}, volatile: true })
})

afterAll(async () => {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

function startLoad() {
  const program = join(import.meta.dirname, '..', 'testing', 'query-load.ts')
  const child: ChildProcess = fork(program, [server.url], {
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  })
  let counts = { succeeded: 0, failed: 0, torn: 0 }
  let errors = ''
  child.on('message', (message) => (counts = Counts.parse(message)))
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  return {
    child,
    counts: () => counts,
    errors: () => errors,
    /** Waits for `condition`; fails at once, with what the program wrote, when the program ends. */
    until: (condition: () => boolean) =>
      vi.waitUntil(() => {
        if (child.exitCode !== null) throw new Error(`The program ended: ${errors}`)
        return condition()
      }, patience),
  }
}

test('a program under load outlives kill -9 of PostgreSQL: queries fail, then work again', async () => {
  const { child, counts, errors, until } = startLoad()
  const ended = once(child, 'exit')

  for (let kill = 1; kill <= 5; kill++) {
    const { succeeded, failed } = counts()
    await until(() => counts().succeeded > succeeded + 100)
    const killed = server.pid()
    process.kill(killed, 'SIGKILL')
    await until(() => counts().failed > failed && server.pid() !== killed)
    const atReturn = counts().succeeded
    await until(() => counts().succeeded > atReturn + 100)
  }
  child.send('stop')
  await ended
  expect({ errors: errors(), exitCode: child.exitCode }).toEqual({ errors: '', exitCode: 0 })
  expect(counts().torn).toBe(0)
}, 90_000)

test('a transaction whose connection was lost and opened again commits nothing', async () => {
  const sql = postgres(server.url, { max: 1, backoff: false, onnotice: () => {} })
  const other = postgres(server.url, { max: 1 })
  await sql`create table if not exists halves (half int)`

  const late: unknown[] = []
  const transaction = sql.begin(async (tx) => {
    const [session] = await tx<[{ pid: number }]>`select pg_backend_pid() as pid`
    await tx`insert into halves values (1)`
    await other`select pg_terminate_backend(${session.pid})`
    // The pool has one connection: that this query is answered shows it was opened again.
    await vi.waitUntil(
      () =>
        sql`select 1`.then(
          () => true,
          () => false,
        ),
      patience,
    )
    await tx`insert into halves values (2)`.catch((error: unknown) => late.push(error))
  })

  await expect(transaction).rejects.toThrow()
  await vi.waitUntil(() => late.length === 1, patience)
  expect(await other`select half from halves`).toEqual([])
  await Promise.all([sql.end(), other.end()])
})

/** A way to the server whose connections can be reset (RST), as a host that loses power does. */
async function startResettableProxy() {
  const callers = new Set<Socket>()
  const { hostname, port, username, password, pathname } = new URL(server.url)
  const proxy = createServer((caller) => {
    const onward = connect(Number(port), hostname)
    callers.add(caller)
    caller.on('error', () => {}).on('close', () => onward.destroy())
    onward.on('error', () => {}).on('close', () => caller.destroy())
    caller.pipe(onward).pipe(caller)
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const { port: ownPort } = proxy.address() as AddressInfo
  return {
    url: `postgres://${username}:${password}@127.0.0.1:${ownPort}${pathname}`,
    reset: () => callers.forEach((caller) => void caller.resetAndDestroy()),
    [Symbol.asyncDispose]: async () => {
      callers.forEach((caller) => void caller.destroy())
      await once(proxy.close(), 'close')
    },
  }
}

/** Resets every way of `proxy` once the server is busy with a query that sleeps. */
async function resetWhileAsleep(proxy: { reset: () => void }) {
  const other = postgres(server.url, { max: 1 })
  await vi.waitUntil(
    () =>
      other`select 1 from pg_stat_activity where query like 'select pg_sleep%'`.then((r) => r[0]),
    patience,
  )
  proxy.reset()
  await other.end()
}

test('a query sent between the reset of a connection and its end is refused, not forgotten', async () => {
  await using proxy = await startResettableProxy()
  const sql = postgres(proxy.url, { max: 1, backoff: false, onnotice: () => {} })
  await sql`select 0` // the query that opens a connection is sent again, and needs no patch
  const second = sql`select pg_sleep(60)`.catch(() => sql`select 1 as answer`)
  const refused = expect(second).rejects.toThrow('CONNECTION_CLOSED')
  await resetWhileAsleep(proxy)
  await refused
  expect(await sql`select 2 as answer`).toEqual([{ answer: 2 }])
  await sql.end()
})

test('the rollback of a transaction whose connection was reset answers no later query', async () => {
  await using proxy = await startResettableProxy()
  const sql = postgres(proxy.url, { max: 1, backoff: false, onnotice: () => {} })
  await sql`select 0`
  const refused = expect(sql.begin((tx) => tx`select pg_sleep(60)`)).rejects.toThrow()
  await resetWhileAsleep(proxy)
  await refused
  const answers = [3, 4].map((answer) => sql`select ${answer}::int as answer`)
  expect(await Promise.all(answers)).toEqual([[{ answer: 3 }], [{ answer: 4 }]])
  await sql.end()
})
