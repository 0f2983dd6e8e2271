import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Client } from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'

import { processesIn } from '#db/embedded/process-table.ts'
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '#db/embedded/start-embedded-postgres.ts'

const Report = z.object({ url: z.string(), adopted: z.boolean(), pid: z.number() })
const patience = { timeout: 20_000, interval: 20 }
const root = process.getuid?.() === 0

let dataDir: string
let lines: string[]
let servers: EmbeddedPostgres[]
let children: ChildProcess[]

beforeEach(() => {
  dataDir = realpathSync(mkdtempSync(join(tmpdir(), `earshot-test-${process.pid}-`)))
  lines = []
  servers = []
  children = []
})

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  await Promise.all(servers.map((server) => server.stop()))
  for (const pid of processesIn(join(dataDir, 'cluster'))) process.kill(pid, 'SIGKILL')
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 })
})

async function start(): Promise<EmbeddedPostgres> {
  const log = (line: string) => void lines.push(line)
  const server = await startEmbeddedPostgres({ dataDir, log, volatile: true })
  servers.push(server)
  return server
}

/** The same in a process of its own, which can be killed. */
function program(folder = dataDir, options: { uid?: number; gid?: number } = {}): ChildProcess {
  const file = join(import.meta.dirname, '..', 'testing', 'postgres-program.ts')
  const child = fork(file, [folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], ...options })
  children.push(child)
  return child
}

async function report(child: ChildProcess): Promise<z.infer<typeof Report>> {
  const message: unknown[] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('The program ended'))),
  ])
  return Report.parse(message[0])
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

const parts = () => readdirSync(dataDir).filter((name) => name.startsWith('cluster.part-'))

const answers = (url: string) =>
  query(url, 'select 1').then(
    () => true,
    () => false,
  )

test('the first start makes a cluster that only its password opens, and stop ends every process', async () => {
  const server = await start()
  expect(server.adopted).toBe(false)
  expect(statSync(join(dataDir, 'password')).mode & 0o777).toBe(0o600)
  expect(statSync(join(dataDir, 'cluster')).mode & 0o777).toBe(0o700)
  expect(await query(server.url, 'show listen_addresses')).toEqual([
    { listen_addresses: '127.0.0.1' },
  ])
  const stranger = Object.assign(new URL(server.url), { password: 'guessed' }).href
  await expect(query(stranger, 'select 1')).rejects.toThrow('password authentication failed')

  await server.stop()
  expect(processesIn(join(dataDir, 'cluster'))).toEqual([])
})

test('a later start keeps data and address', async () => {
  const first = await start()
  await query(first.url, 'create table kept as select 7 as seven')
  await first.stop()
  const second = await start()
  expect(second.url).toBe(first.url)
  expect(await query(second.url, 'select seven from kept')).toEqual([{ seven: 7 }])
})

test('a server left by a killed process is adopted', async () => {
  const child = program()
  const left = await report(child)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await answers(left.url)).toBe(true)

  const server = await start()
  expect({ adopted: server.adopted, pid: server.pid() }).toEqual({ adopted: true, pid: left.pid })
})

test('two processes that start at the same moment share one server', async () => {
  const [one, other] = await Promise.all([report(program()), report(program())])
  expect(one.pid).toBe(other.pid)
  expect([one.adopted, other.adopted].sort()).toEqual([false, true])
})

test('a server killed with -9 is started again with its data, an adopted one as well', async () => {
  const child = program()
  const { url } = await report(child)
  child.kill('SIGKILL')
  const server = await start()
  await query(url, 'create table kept as select 7 as seven')

  for (let kill = 1; kill <= 2; kill++) {
    const killed = server.pid()
    process.kill(killed, 'SIGKILL')
    await vi.waitUntil(async () => server.pid() !== killed && (await answers(url)), patience)
    expect(await query(url, 'select seven from kept')).toEqual([{ seven: 7 }])
  }
})

test('a start right after kill -9 waits for the orphans of the old server', async () => {
  const child = program()
  const { url, pid } = await report(child)
  const busy = query(url, 'select count(*) from generate_series(1, 20000000)').catch(() => null)
  await vi.waitUntil(() => processesIn(join(dataDir, 'cluster')).length > 6, patience)
  child.kill('SIGKILL')
  process.kill(pid, 'SIGKILL')

  const server = await start()
  expect(server.adopted).toBe(false)
  expect(await answers(server.url)).toBe(true)
  await busy
})

test('an initdb killed midway leaves nothing that a later start trips over', async () => {
  const child = program()
  await vi.waitUntil(() => parts().length > 0, patience)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(existsSync(join(dataDir, 'cluster'))).toBe(false)

  const server = await start()
  expect(await answers(server.url)).toBe(true)
})

test('a folder that holds no cluster is moved aside, not deleted', async () => {
  mkdirSync(join(dataDir, 'cluster'))
  writeFileSync(join(dataDir, 'cluster', 'PG_VERSION'), '18\n')
  const server = await start()
  expect(await answers(server.url)).toBe(true)
  const aside = readdirSync(dataDir).find((name) => name.startsWith('cluster.incomplete-'))
  expect(readFileSync(join(dataDir, String(aside), 'PG_VERSION'), 'utf8')).toBe('18\n')
  expect(lines.join('\n')).toContain(String(aside))
})

test('a damaged cluster is refused and left alone', async () => {
  await (await start()).stop()
  rmSync(join(dataDir, 'cluster', 'PG_VERSION'))
  await expect(start()).rejects.toThrow(/is damaged.*backup/)
  expect(existsSync(join(dataDir, 'cluster', 'global', 'pg_control'))).toBe(true)
})

test('a cluster of another major version is refused by name', async () => {
  await (await start()).stop()
  writeFileSync(join(dataDir, 'cluster', 'PG_VERSION'), '15\n')
  await expect(start()).rejects.toThrow(/made by PostgreSQL 15, but PostgreSQL 18 is installed/)
})

test('a pid file whose number now belongs to another program does not stop the start', async () => {
  await (await start()).stop()
  const uid = statSync(join(dataDir, 'cluster')).uid
  writeFileSync(join(dataDir, 'cluster', 'postmaster.pid'), `${process.pid}\n`)
  chownSync(join(dataDir, 'cluster', 'postmaster.pid'), uid, -1)
  const server = await start()
  expect(await answers(server.url)).toBe(true)
})

test('a port taken by another program is replaced by a free one', async () => {
  const first = await start()
  const port = Number(new URL(first.url).port)
  await first.stop()
  const { createServer } = await import('node:net')
  const squatter = createServer().listen(port, '127.0.0.1')
  await once(squatter, 'listening')
  const second = await start()
  expect(new URL(second.url).port).not.toBe(String(port))
  expect(await answers(second.url)).toBe(true)
  squatter.close()
})

test('what keeps the server from starting is in the error', async () => {
  await (await start()).stop()
  writeFileSync(join(dataDir, 'cluster', 'postgresql.conf'), 'no_such_setting = 1\n')
  await expect(start()).rejects.toThrow('unrecognized configuration parameter "no_such_setting"')
})

test.runIf(root)('as a normal user the server runs as that user', async () => {
  const folder = join(dataDir, 'theirs')
  mkdirSync(folder)
  chownSync(folder, 65_534, 65_534)
  chownSync(dataDir, 65_534, 65_534)
  const child = program(folder, { uid: 65_534, gid: 65_534 })
  const { url, pid } = await report(child)
  expect(statSync(`/proc/${pid}`).uid).toBe(65_534)
  expect(await answers(url)).toBe(true)
  child.send('stop')
  await once(child, 'exit')
})

test.runIf(root)('as root the server runs as somebody else', async () => {
  const server = await start()
  expect(statSync(`/proc/${server.pid()}`).uid).not.toBe(0)
})

test.runIf(root)(
  'below a closed folder the cluster moves to a place its user can reach',
  async () => {
    chmodSync(dataDir, 0o755)
    const closed = join(dataDir, 'closed')
    mkdirSync(join(closed, 'data'), { recursive: true, mode: 0o700 })
    dataDir = join(closed, 'data')
    const server = await start()
    const said = lines.find((line) => line.startsWith(`${closed} is closed`))
    const home = /\/var\/lib\/earshot-\w+/.exec(said ?? '')?.[0]
    expect(existsSync(join(String(home), 'cluster', 'PG_VERSION'))).toBe(true)
    expect(await answers(server.url)).toBe(true)
    await server.stop()
    rmSync(String(home), { recursive: true })
    dataDir = join(closed, '..')
  },
)
