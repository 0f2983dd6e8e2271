import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { useApi } from '#app/api/testing/use-api.ts'
import { openSql, type Sql } from '#db/client.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { getExecution } from '#lib/executions/queries.ts'
import { settings } from '#lib/platform/config/settings.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { listRunItems } from '#lib/runs/item-queries.ts'
import { RunItemFilter, RunView } from '#lib/runs/schema.ts'
import { startSimulator, type Simulator } from '#simulator/server.ts'
import { createExecutor } from '#workers/executor.ts'
import { openWorker, type Worker } from '#workers/run-worker.ts'
import { createSetting, credentials, ended, idle, until } from '#workers/testing/pipeline.ts'

const database = useTestDatabase()
const api = useApi(database)
let simulator: Simulator
let worker: Worker
let sql: Sql
let executor: ReturnType<typeof createExecutor>

beforeAll(async () => {
  simulator = await startSimulator({ ...credentials, weakSpots: false })
  sql = openSql(database.url, { max: 2 })
  executor = createExecutor(sql)
  const { execute } = executor
  worker = await openWorker({ databaseUrl: database.url, execute, readLoad: idle, sweepMs: 500 })
})
afterAll(async () => {
  await worker.stop(5_000)
  await executor.close()
  await sql.end({ timeout: 5 })
  await simulator.close()
})

type Plan = { latencyMs?: number; wrong?: number; items?: number }

async function setting({ latencyMs = 0, wrong = 0, items = 2 }: Plan = {}) {
  const made = await createSetting(database.db, {
    endpoint: `${simulator.url}/v1`,
    cases: Array.from({ length: items }, (_, i) => ({
      id: `case-${i}`,
      say: 'what is the weather in toronto',
      expect: i < wrong ? { intent: 'TimerCommand' } : {},
    })),
    config: { extra_headers: { 'X-Simulator-Fault': `latency=${latencyMs}` } },
  })
  const json = { suite_ids: [made.suite.id], target: made.target.id, mode: 'text' }
  const post = (path: string, body?: unknown, as: Ctx = made.ctx) =>
    api.call(as, 'POST', `/api/v1${path}`, body === undefined ? {} : { json: body })
  const start = async (query = '') => {
    const { status, body } = await post(`/runs${query}`, json)
    return { status, run: RunView.parse(body) }
  }
  return { ...made, json, post, start }
}

const executions = async (ctx: Ctx, runId: string) => {
  const { data } = await listRunItems(ctx, runId, RunItemFilter.parse({}))
  return data.map(({ execution_id }) => execution_id ?? '')
}

describe('starting a run and waiting for it', () => {
  test('answers with the run when it has ended', async () => {
    const { start } = await setting({ items: 3 })
    const { status, run } = await start('?wait_ms=60000')
    expect(status).toBe(200)
    expect(run).toMatchObject({ status: 'completed', counts: { total: 3, passed: 3 } })
  })

  test('answers with where it stands when the wait is over, and holds no connection meanwhile', async () => {
    const { start, ctx } = await setting({ latencyMs: 20_000 })
    const waiting = start('?wait_ms=1500')
    const busy = () => sql<{ n: number }[]>`
      select count(*)::int as n from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%'`
    await until('the run to be there', async () => (await runsOf(ctx)) > 0)
    expect((await busy())[0]?.n).toBe(0)
    const { status, run } = await waiting
    expect(status).toBe(202)
    expect(['queued', 'running']).toContain(run.status)
    await api.call(ctx, 'POST', `/api/v1/runs/${run.id}/cancel`)
  })

  test('the same Idempotency-Key waits for the same run', async () => {
    const { ctx, json } = await setting()
    const once = () =>
      api.call(ctx, 'POST', '/api/v1/runs?wait_ms=60000', {
        json,
        headers: { 'idempotency-key': 'one' },
      })
    const first = await once()
    const second = await once()
    expect([first.status, second.status]).toEqual([200, 200])
    expect(second.headers.get('idempotency-replayed')).toBe('true')
    expect(RunView.parse(second.body)).toEqual(RunView.parse(first.body))
  })

  test('refuses a longer wait than five minutes', async () => {
    const { post, json } = await setting()
    expect((await post('/runs?wait_ms=300001', json)).status).toBe(400)
  })
})

const runsOf = async (ctx: Ctx) => {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from test_runs where organization_id = ${ctx.organizationId}`
  return row?.n ?? 0
}

describe('pausing and resuming', () => {
  test('are told, recorded once, and refused to the wrong role, to strangers and at the end', async () => {
    const { ctx, start, post } = await setting({ latencyMs: 50, items: 40 })
    const { run } = await start()
    const viewer = ctxFor(
      database.db,
      await createUser(database.db, { id: ctx.organizationId }, 'viewer'),
    )
    const stranger = await createCtx(database.db)
    for (const verb of ['pause', 'resume']) {
      expect((await post(`/runs/${run.id}/${verb}`, undefined, viewer)).status).toBe(403)
      expect((await post(`/runs/${run.id}/${verb}`, undefined, stranger)).status).toBe(404)
    }
    for (const verb of ['pause', 'pause', 'resume', 'resume'])
      expect((await post(`/runs/${run.id}/${verb}`)).body).toMatchObject({
        paused: verb === 'pause',
      })
    const traces = await sql`
      select action from activity_log where entity_id = ${run.id} and action in ('run.pause', 'run.resume')
      order by id`
    expect(traces.map(({ action }) => action as unknown)).toEqual(['run.pause', 'run.resume'])
    await ended(ctx, run.id)
    expect((await post(`/runs/${run.id}/pause`)).status).toBe(409)
  })
})

describe('trying again', () => {
  test('one execution of an ended run: the new attempt is linked and is the one that counts', async () => {
    const { ctx, start, post } = await setting({ wrong: 1 })
    const { run } = await start('?wait_ms=60000')
    const [id = ''] = await executions(ctx, run.id)
    expect(await post(`/executions/${id}/retry`)).toMatchObject({
      status: 202,
      body: { id: run.id, status: 'running' },
    })
    expect(await ended(ctx, run.id)).toMatchObject({ counts: { total: 2, passed: 1, failed: 1 } })
    const [last = ''] = await executions(ctx, run.id)
    const { attempts } = await getExecution(ctx, last)
    expect(attempts).toMatchObject([
      { execution_id: id, attempt: 1, try: 1, is_final: false },
      { execution_id: last, attempt: 2, try: 2, is_final: true },
    ])
    const [trace] = await sql`
      select detail ->> 'run' as run from activity_log
      where action = 'execution.retry' and entity_id = ${id}`
    expect(trace?.['run']).toBe(run.id)
  })

  test('one execution while its run is under way: every item is counted once', async () => {
    const { ctx, start, post } = await setting({ items: 30, wrong: 30, latencyMs: 60 })
    const { run } = await start()
    let retried = 0
    await until('the run to end', async () => {
      const { data } = await listRunItems(ctx, run.id, RunItemFilter.parse({ verdict: 'failed' }))
      const { execution_id: id } = data[0] ?? {}
      if (id && retried < 6) {
        const { status } = await post(`/executions/${id}/retry`)
        expect([202, 409]).toContain(status)
        if (status === 202) retried++
      }
      const [row] = await sql`select status from test_runs where id = ${run.id}`
      return row?.['status'] === 'completed'
    })
    expect(retried).toBeGreaterThan(0)
    const { counts } = await ended(ctx, run.id)
    expect(counts).toMatchObject({ total: 30, failed: 30, invalid: 0 })
    const [row] = await sql`
      select count(*)::int as all, count(*) filter (where is_final)::int as final
      from voice_test_executions where run_id = ${run.id}`
    expect(row).toEqual({ all: 30 + retried, final: 30 })
  })

  test('is refused to the wrong role, to strangers, and while the item is being tried', async () => {
    const { ctx, start, post } = await setting({ wrong: 1 })
    const { run } = await start('?wait_ms=60000')
    const [id = ''] = await executions(ctx, run.id)
    const viewer = ctxFor(
      database.db,
      await createUser(database.db, { id: ctx.organizationId }, 'viewer'),
    )
    expect((await post(`/executions/${id}/retry`, undefined, viewer)).status).toBe(403)
    expect(
      (await post(`/executions/${id}/retry`, undefined, await createCtx(database.db))).status,
    ).toBe(404)
    const both = await Promise.all([0, 1].map(() => post(`/executions/${id}/retry`)))
    // Both came before the new attempt had ended, or it was quick: never a third state.
    expect(
      both.map(({ status }) => status).filter((status) => status === 202).length,
    ).toBeGreaterThan(0)
    for (const { status } of both) expect([202, 409]).toContain(status)
    await ended(ctx, run.id)
  })

  test('chooses failed or invalid ones, and stops at the limit of an item with its name', async () => {
    const { ctx, start, post } = await setting({ wrong: 1 })
    const { run } = await start('?wait_ms=60000')
    await post(`/runs/${run.id}/retry-failed`, { which: 'invalid' })
    expect(await ended(ctx, run.id)).toMatchObject({ counts: { failed: 1 } })
    await sql`
      update test_execution_queue set manual_retries = ${settings().MAX_ITEM_RETRIES} where run_id = ${run.id}`
    const refused = await post(`/runs/${run.id}/retry-failed`, { which: 'failed' })
    expect(refused).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('MAX_ITEM_RETRIES') as unknown },
    })
    const [id = ''] = await executions(ctx, run.id)
    expect((await post(`/executions/${id}/retry`)).status).toBe(409)
  })
})
