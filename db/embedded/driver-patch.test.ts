// Proves patches/postgres+3.4.9.patch (porsager/postgres #1154, #1208): without it the first test
// ends with "TypeError: Cannot read properties of null (reading 'write')" and the second commits
// half a transaction.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
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
