import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'

import { accessTokenFor } from '#app/api/testing/access-token-for.ts'
import { useApi } from '#app/api/testing/use-api.ts'
import { runProgram } from '#cli/program.ts'
import { openSql, type Sql } from '#db/client.ts'
import { createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { listOwnSessions } from '#lib/accounts/list-sessions.ts'
import { hashPassword } from '#lib/platform/auth/password.ts'
import { listRuns } from '#lib/runs/queries.ts'
import { StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'
import { listSuites } from '#lib/suites/queries.ts'
import { startSimulator, type Simulator } from '#simulator/server.ts'
import { createExecutor } from '#workers/executor.ts'
import { openWorker, type Worker } from '#workers/run-worker.ts'
import { createSetting, credentials, idle } from '#workers/testing/pipeline.ts'

const database = useTestDatabase()
const api = useApi(database)
const folder = mkdtempSync(join(tmpdir(), 'earshot-cli-'))
let simulator: Simulator
let worker: Worker
let sql: Sql
let executor: ReturnType<typeof createExecutor>

beforeAll(async () => {
  simulator = await startSimulator({ ...credentials, weakSpots: false })
  sql = openSql(database.url, { max: 2 })
  executor = createExecutor(sql)
  const execute = executor.execute
  worker = await openWorker({ databaseUrl: database.url, execute, readLoad: idle, sweepMs: 500 })
})
afterAll(async () => {
  await worker.stop(5_000)
  await executor.close()
  await sql.end({ timeout: 5 })
  await simulator.close()
})

const weather = { id: 'weather', say: 'what is the weather in toronto', expect: {} }
const wrong = { ...weather, id: 'wrong', expect: { intent: 'TimerCommand' } }

async function setting(...cases: (typeof weather)[]) {
  const made = await createSetting(database.db, { endpoint: `${simulator.url}/v1`, cases })
  const token = await accessTokenFor(made.ctx)
  const earshot = async (...args: string[]) => {
    const [out, err]: [string[], string[]] = [[], []]
    const terminal = {
      out: (text: string) => void out.push(text),
      err: (text: string) => void err.push(text),
      isLive: false,
    }
    const environment = { EARSHOT_URL: api.url(), EARSHOT_TOKEN: token, XDG_CONFIG_HOME: folder }
    const exitCode = await runProgram(args, environment, terminal)
    return { exitCode, out: out.join('\n'), err: err.join('\n') }
  }
  const running = [
    'run',
    '--suite',
    made.suite.name,
    '--target',
    made.target.name,
    '--mode',
    'text',
  ]
  return { ...made, earshot, running }
}

test('a run without failures exits 0 and writes its reports', async () => {
  const { earshot, running } = await setting(weather)
  const [junit, ctrf] = [join(folder, 'junit.xml'), join(folder, 'ctrf.json')]
  const { exitCode, err } = await earshot(...running, '--junit', junit, '--ctrf', ctrf)
  expect(err).toContain('completed, 1 passed, 0 failed, 0 invalid')
  expect(exitCode).toBe(0)
  const xml = readFileSync(junit, 'utf8')
  expect(xml).toMatch(/<testsuites tests="1" failures="0" errors="0"[^>]*>/)
  expect(xml).not.toMatch(/<testsuites [^>]*skipped/)
  const report: unknown = JSON.parse(readFileSync(ctrf, 'utf8'))
  expect(report).toMatchObject({ results: { summary: { tests: 1, passed: 1, failed: 0 } } })
})

test('reports go to folders that are made, with what was said and why it failed', async () => {
  const { earshot, running } = await setting(wrong)
  const at = (name: string) => join(folder, 'deep', 'er', name)
  const files = ['--junit', at('j.xml'), '--ctrf', at('c.json'), '--html', at('r.html')]
  expect((await earshot(...running, ...files)).exitCode).toBe(1)
  const xml = readFileSync(at('j.xml'), 'utf8')
  expect(xml).toMatch(/Said: +.+\n +Answer: +.+\n +Expected: intent: .+\n +Why: +intent: /)
  expect(xml).toMatch(/Execution: http:\/\/localhost:\d+\/executions\/[0-9a-f-]{36}/)
  expect(readFileSync(at('r.html'), 'utf8')).toContain('<a href="http')
})

test('a report that cannot be written is refused before anything is started', async () => {
  const { earshot, running, ctx } = await setting(weather)
  const { exitCode, err } = await earshot(...running, '--ctrf', folder)
  expect(err).toContain('is a folder; name a file in it')
  expect(exitCode).toBe(2)
  const { organizationId: id } = ctx
  expect(await sql`select 1 from test_runs where organization_id = ${id}`).toEqual([])
})

test('failures exit 1, unless none or only new ones count', async () => {
  const { earshot, running } = await setting(weather, wrong)
  const any = await earshot(...running)
  expect(any.exitCode).toBe(1)
  expect(any.err).toContain('blame: understanding')
  expect((await earshot(...running, '--fail-on', 'never')).exitCode).toBe(0)
  const known = await earshot(...running, '--fail-on', 'new')
  expect(known.err).toContain('0 of them new')
  expect(known.exitCode).toBe(0)
})

test('without an earlier run every failure is new', async () => {
  const { earshot, running } = await setting(wrong)
  expect((await earshot(...running, '--fail-on', 'new')).exitCode).toBe(1)
})

test('--json prints run and items on stdout alone', async () => {
  const { earshot, running } = await setting(weather, wrong)
  const { out } = await earshot(...running, '--repeat', '2', '--json')
  expect(JSON.parse(out)).toMatchObject({ run: { counts: { total: 4 } }, items: [{}, {}, {}, {}] })
})

test('a run whose items prove nothing exits 3', async () => {
  const { ctx, earshot, suite } = await setting(weather)
  const dead = await createSetting(database.db, {
    endpoint: 'http://127.0.0.1:9/v1',
    cases: [weather],
  })
  await sql`update configurations set organization_id = ${ctx.organizationId} where id = ${dead.target.id}`
  const args = ['run', '--suite', suite.name, '--target', dead.target.id, '--mode', 'text']
  const { exitCode, err } = await earshot(...args)
  expect(err).toContain('1 invalid')
  expect(exitCode).toBe(3)
})

test.each([
  [['run', '--suite', 'No such suite', '--target', 'x'], 'There is no suite named No such suite'],
  [['run', '--target', 'x'], 'Name what to run'],
  [['run', '--suite', 'x'], "required option '--target <name>'"],
  [['run', '--target', 'x', '--mode', 'loud'], 'Allowed choices are voice, text, twin'],
  [['run', '--target', 'x', '--repeat', '0'], 'whole number'],
  [['dance'], "unknown command 'dance'"],
  [['suites', 'import', '/nowhere.yaml'], '/nowhere.yaml cannot be read'],
])('%j exits 2 and says why', async (args, words) => {
  const { earshot } = await setting(weather)
  const { exitCode, err } = await earshot(...args)
  expect(err).toContain(words)
  expect(exitCode).toBe(2)
})

test('a file is imported and run in one go; a fault names its line and nothing is run', async () => {
  const { ctx, earshot, target } = await setting(weather)
  const file = join(folder, 'own.suite.yaml')
  const suite = (say: string) =>
    `suite: Own\ncases:\n  - id: one\n    name: One\n    languages: { en-US: {} }\n    turns: [{ ${say} }]\n`
  writeFileSync(file, suite('sya: what is the weather in toronto'))
  const args = ['run', '--file', file, '--target', target.name, '--mode', 'text']
  const bad = await earshot(...args)
  expect(bad.exitCode).toBe(2)
  expect(bad.err).toContain(
    'own.suite.yaml:6:15: cases[0].turns[0].sya is not a known field; did you mean say?',
  )
  writeFileSync(file, suite('say: what is the weather in toronto'))
  expect((await earshot(...args, '--dry-run')).err).toContain('would import: 1 created')
  expect((await listRuns(ctx)).data).toEqual([])
  const good = await earshot(...args)
  expect(good.err).toContain('1 passed')
  expect(good.exitCode).toBe(0)
})

test('suites go out as a file and come back unchanged', async () => {
  const { ctx, earshot, suite } = await setting(weather)
  const exported = await earshot('suites', 'export', suite.name)
  expect(exported.exitCode).toBe(0)
  const file = join(folder, 'out.suite.yaml')
  writeFileSync(file, exported.out)
  const imported = await earshot('suites', 'import', file)
  expect(imported.out).toBe('imported: 0 created, 0 updated, 1 unchanged, 0 dropped')
  expect((await listSuites(ctx, { limit: 10 })).data).toHaveLength(1)
})

test('a token that is not known exits 2 with the words of the server', async () => {
  const err: string[] = []
  const terminal = {
    out: () => undefined,
    err: (text: string) => void err.push(text),
    isLive: false,
  }
  const environment = { EARSHOT_URL: api.url(), EARSHOT_TOKEN: 'ear_nonsense' }
  expect(await runProgram(['suites', 'export', 'x'], environment, terminal)).toBe(2)
  expect(err.join()).toContain('The API token is not valid or was revoked')
})

test('a server that is away for a moment is waited for, and a run is started once', async () => {
  const { ctx, running } = await setting(weather)
  let refused = 0
  const real = new URL(api.url())
  const proxy = createServer((request, response) => {
    // Every second answer is lost although the request was done.
    const chunks: Buffer[] = []
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
          name,
          String(value),
        ])
        const { method = 'GET' } = request
        const init = { method, headers, ...(method === 'POST' && { body: Buffer.concat(chunks) }) }
        void fetch(new URL(request.url ?? '/', real), init).then(async (answer) => {
          const text = await answer.text()
          if (refused++ % 2 === 0) return request.socket.destroy()
          response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
        })
      })
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = z.object({ port: z.number() }).parse(proxy.address())
  const token = await accessTokenFor(ctx)
  const environment = { EARSHOT_URL: `http://127.0.0.1:${address.port}`, EARSHOT_TOKEN: token }
  const err: string[] = []
  const terminal = {
    out: () => undefined,
    err: (text: string) => void err.push(text),
    isLive: false,
  }
  expect(await runProgram(running, environment, terminal)).toBe(0)
  expect(err.join('\n')).toContain('waiting for http://127.0.0.1')
  expect((await listRuns(ctx)).data).toHaveLength(1)
  proxy.closeAllConnections()
  await new Promise((resolve) => proxy.close(resolve))
})

test('login keeps a token for its server that only the owner can read', async () => {
  const { ctx } = await setting(weather)
  const passwordHash = await hashPassword('a password of length')
  const user = await createUser(database.db, { id: ctx.organizationId }, 'viewer', { passwordHash })
  const { login } = await import('#cli/commands/login.ts')
  const home = { XDG_CONFIG_HOME: join(folder, 'login') }
  const given = { email: user.email, password: 'a password of length' }
  const file = await login(home, api.url(), given)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readFileSync(file, 'utf8')).not.toContain('a password of length')
  const { readCredentials } = await import('#cli/credentials.ts')
  const kept = readCredentials({ ...home, EARSHOT_URL: api.url() })
  expect(kept.token).toMatch(/^ear_/)
  expect(readCredentials({ ...home, EARSHOT_URL: 'http://elsewhere.example' }).token).toBeNull()
  // Of the sign-in nothing is left but the token.
  expect(await listOwnSessions(ctxFor(database.db, user))).toEqual([])
})

test('what a run in twin mode says, in lines and as JSON', async () => {
  const { earshot, suite, target, ctx } = await setting(weather, wrong)
  const names = ['--suite', suite.name, '--target', target.name]
  await earshot('run', ...names, '--mode', 'twin', '--repeat', '2')
  const id = (await listRuns(ctx)).data[0]?.id ?? ''
  const { exitCode, out } = await earshot('runs', 'analysis', id, '--by', 'language')
  expect(exitCode).toBe(0)
  expect(out).toMatch(/^Response time: n, p50, p90, p95, p99\n {2}all: \d, /)
  expect(out).toContain('2 right both ways, 0 heard wrong, 2 understood wrong, 0 lucky')
  expect(out).toContain('ASR tax: 0 points')
  expect(out).toContain('too few to tell')
  const json: unknown = JSON.parse((await earshot('runs', 'analysis', id, '--json')).out)
  expect(json).toMatchObject({ run_id: id, mode: 'twin', passed: 2, failed: 2 })
}, 60_000)

test('a run that is not there has no analysis', async () => {
  const { earshot } = await setting(weather)
  const { exitCode, err } = await earshot('runs', 'analysis', crypto.randomUUID())
  expect(exitCode).toBe(2)
  expect(err).toContain('No run with id')
})

test('a run of one item after the other, paused, resumed, cancelled and tried again by its id', async () => {
  const { ctx, earshot, running } = await setting(wrong)
  const { exitCode } = await earshot(...running, '--sequential')
  expect(exitCode).toBe(1)
  const [run] = (await listRuns(ctx)).data
  expect(run).toMatchObject({ order: 'sequential', status: 'completed' })
  const id = run?.id ?? ''
  expect((await earshot('runs', 'pause', id)).err).toContain('has ended already')
  const again = await earshot('runs', 'retry', id, '--which', 'failed')
  expect(again).toMatchObject({ exitCode: 0, out: expect.stringContaining('1 to go') as unknown })

  const { ctx: other, earshot: slowly, suite, target } = await setting(weather)
  await sql`
    update configurations set config = config || '{"extra_headers": {"X-Simulator-Fault": "latency=20000"}}'
    where id = ${target.id}`
  const input = { suite_ids: [suite.id], target: target.id, mode: 'text' }
  const { id: slow } = await startRun(other, StartRunInput.parse(input))
  expect((await slowly('runs', 'pause', slow)).out).toContain('paused')
  expect((await slowly('runs', 'resume', slow)).out).toMatch(/queued|running/)
  expect((await slowly('runs', 'cancel', slow)).out).toContain('cancelled')
})
