import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { accessTokenFor } from '#app/api/testing/access-token-for.ts'
import { useApi } from '#app/api/testing/use-api.ts'
import { runProgram } from '#cli/program.ts'
import { openSql, type Sql } from '#db/client.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { listRuns } from '#lib/runs/queries.ts'
import { startSimulator, type Simulator } from '#simulator/server.ts'
import { createExecutor } from '#workers/executor.ts'
import { openWorker, type Worker } from '#workers/run-worker.ts'
import { createSetting, credentials, idle } from '#workers/testing/pipeline.ts'

const database = useTestDatabase()
const api = useApi(database)
const folder = mkdtempSync(join(tmpdir(), 'earshot-replay-'))
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

/** A run that has been judged: one case, whose intent is right. */
async function stage() {
  const cases = [
    { id: 'weather', say: 'what is the weather in toronto', expect: { intent: 'WeatherQuery' } },
  ]
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
  const { suite, target } = made
  await earshot('run', '--suite', suite.name, '--target', target.name, '--mode', 'text')
  const [run] = (await listRuns(made.ctx, {})).data
  return { earshot, run: run?.id ?? '' }
}

test('a run is judged again by the policies in force: nothing changes', async () => {
  const { earshot, run } = await stage()
  const { exitCode, out } = await earshot('executions', 'replay', run)
  expect([exitCode, out]).toEqual([0, '1 execution judged again: nothing changes.'])
})

test('a draft in a file shows what it would change, and is applied when asked', async () => {
  const { earshot, run } = await stage()
  const file = join(folder, 'strict.yaml')
  writeFileSync(file, 'auto_pass_confidence: 1.01 # every verdict goes to a person\n')
  const shown = await earshot('executions', 'replay', run, '--policy', file)
  expect(shown.exitCode).toBe(0)
  expect(shown.out).toContain('1 execution judged again, 1 change:')
  expect(shown.out).toContain('1 need a person now')
  expect(shown.out).toMatch(/weather \(en-US\): passed → passed\? \(a person decides\)/)
  const again = await earshot('executions', 'replay', run, '--policy', file, '--apply')
  expect(again.out).toContain('1 changed:')
  const json = await earshot('executions', 'replay', run, '--json')
  expect(JSON.parse(json.out)).toMatchObject({
    ...{ state: 'ready', summary: { changed: 1, no_longer_reviewed: 1 } },
    changes: [
      { before: { review_status: 'manual_review' }, after: { review_status: 'auto_pass' } },
    ],
  })
})

test('what cannot be read, is no policy or is no run is told in words, with exit code 2', async () => {
  const { earshot, run } = await stage()
  const file = join(folder, 'wrong.yaml')
  writeFileSync(file, 'auto_pass: 0.9\n')
  const wrong = await earshot('executions', 'replay', run, '--policy', file)
  expect(wrong.exitCode).toBe(2)
  expect(wrong.err).toContain('auto_pass')
  const gone = await earshot('executions', 'replay', run, '--policy', join(folder, 'gone.yaml'))
  expect(gone.exitCode).toBe(2)
  expect(gone.err).toContain('gone.yaml')
  const unknown = await earshot('executions', 'replay', '0191d1a0-0000-7000-8000-000000000000')
  expect(unknown.exitCode).toBe(2)
  expect(unknown.err).toContain('No run')
})

test('calibrating says which engine is not set up, and which line cannot be read', async () => {
  const { earshot } = await stage()
  const file = join(folder, 'pairs.jsonl')
  const pair = { language: 'en-US', expected: 'It is open.', reply: 'It is open.', same: true }
  writeFileSync(file, `${JSON.stringify(pair)}\n${JSON.stringify({ ...pair, reply: 'Open.' })}\n`)
  const missing = await earshot('calibrate', '--engine', 'llm', '--pairs', file)
  expect(missing.exitCode).toBe(2)
  expect(missing.err).toContain('LLM_JUDGE_URL')
  writeFileSync(file, `${JSON.stringify(pair)}\n{"language": "en-US"}\n`)
  const broken = await earshot('calibrate', '--engine', 'llm', '--pairs', file)
  expect(broken.exitCode).toBe(2)
  expect(broken.err).toContain('line 2')
})
