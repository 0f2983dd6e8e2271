import { afterAll, beforeAll, expect, test } from 'vitest'

import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { getExecution } from '#lib/executions/queries.ts'
import type { FetchedJob } from '#lib/platform/jobs/dispatcher.ts'
import { getBoss } from '#lib/platform/jobs/enqueue.ts'
import { interrupted } from '#lib/runs/execute/interrupted.ts'
import { listRunItems } from '#lib/runs/item-queries.ts'
import { getRun } from '#lib/runs/queries.ts'
import { beginItems } from '#lib/runs/queue/begin-items.ts'
import { expandRun } from '#lib/runs/queue/expand-run.ts'
import { reconcileRuns } from '#lib/runs/queue/reconcile-runs.ts'
import { startItems } from '#lib/runs/queue/start-items.ts'
import { finalizeRun } from '#lib/runs/results/finalize-run.ts'
import type { BegunItem, Outcome } from '#lib/runs/results/outcome.ts'
import { ResultWriter } from '#lib/runs/results/result-writer.ts'
import { RunItemFilter, StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'
import { createSetting, openClient, type Client } from '#workers/testing/pipeline.ts'

// No worker runs here: each step of one is taken by hand, so that faults strike exactly between two.
const database = useTestDatabase()
let client: Client
let resultWriter: ResultWriter

beforeAll(async () => {
  client = await openClient(database.url)
  resultWriter = new ResultWriter({ sql: client.sql, boss: getBoss(), flushMs: 5 })
})
afterAll(() => client.close())

const queue = 'execution.execute'

async function expanded(items: number) {
  const setting = await createSetting(client.db, {
    endpoint: 'http://127.0.0.1:9/v1',
    cases: Array.from({ length: items }, (_, i) => ({ id: `case-${i}`, say: 'hello' })),
  })
  const { suite, target, ctx, organization } = setting
  const request = { suite_ids: [suite.id], target: target.id, mode: 'text' }
  const { id } = await startRun(ctx, StartRunInput.parse(request))
  await expandRun(client.sql, getBoss(), id, null)
  return { id, ctx, organizationId: organization.id }
}

/** one that lives: whoever takes a job again has only lost its lease */
const worker = crypto.randomUUID()

async function begun(items: number) {
  const run = await expanded(items)
  await startItems(client.sql, getBoss(), run.organizationId)
  const jobs: FetchedJob[] = await getBoss().fetch(queue, { batchSize: 100 })
  const all = await beginItems(client.sql, jobs, worker)
  // A test may leave a job behind.
  const begun = all.begun.filter(({ item }) => item.runId === run.id)
  expect(begun).toHaveLength(items)
  return { ...run, begun }
}

function passed(item: BegunItem, job: FetchedJob, responseMs = 10) {
  const { record } = interrupted(new Date(), '')
  const validation = { ...record.validation, verdict: 'passed' as const, blame: null, reason: 'ok' }
  return {
    kind: 'final' as const,
    item,
    job,
    record: { ...record, validation, responseMs, clean: true },
    cleared: true,
    deadLetter: false,
    retryAfterMs: null,
  } satisfies Outcome
}

const itemRows = (runId: string) => client.sql<{ verdict: string; last_error: string | null }[]>`
  select verdict, last_error from test_execution_queue where run_id = ${runId} order by id`

test('a result that the database refuses ends with that cause, and no other waits for it', async () => {
  const { id, ctx, begun: work } = await begun(5)
  // 2^31 ms fits no integer column.
  await Promise.all(
    work.map(({ item, job }, i) => resultWriter.record(passed(item, job, i === 2 ? 2 ** 31 : 10))),
  )
  const rows = await itemRows(id)
  expect(rows.filter(({ verdict }) => verdict === 'passed')).toHaveLength(4)
  expect(rows.find(({ verdict }) => verdict === 'invalid')?.last_error).toMatch(/out of range/)
  expect((await getRun(ctx, id)).counts).toMatchObject({ passed: 4, invalid: 1, pending: 0 })
  expect(await finalizeRun(client.sql, id)).toMatchObject({ status: 'completed' })
  const trace = await client.sql`
    select actor_kind, actor_name from activity_log
    where entity_id = ${id} and action = 'run.finalize'`
  expect(trace).toEqual([{ actor_kind: 'system', actor_name: 'Earshot' }])
})

test('a result that cannot be recorded at all is left to its lease; the others are recorded', async () => {
  const { id, ctx, begun: work } = await begun(3)
  const [bad] = work
  await Promise.all(
    work.map(({ item, job }) =>
      resultWriter.record(passed(item === bad?.item ? { ...item, language: 'x\0y' } : item, job)),
    ),
  )
  expect((await getRun(ctx, id)).counts).toMatchObject({ passed: 2, running: 1 })
})

test('bytes that Postgres cannot hold are replaced, not refused', async () => {
  const { id, begun: work } = await begun(1)
  const [one] = work
  if (!one) throw new Error('nothing begun')
  const outcome = passed(one.item, one.job)
  const exchange = [{ 'key\0': 'half \ud800', whole: '\0' }]
  await resultWriter.record({ ...outcome, record: { ...outcome.record, exchange } })
  expect(await itemRows(id)).toEqual([{ verdict: 'passed', last_error: null }])
})

test('items whose worker vanished are suspected once each, and wait for new jobs with all their tries', async () => {
  const { id, organizationId, begun: work } = await begun(2)
  await client.sql`
    update pgboss.job set state = 'retry', start_after = now()
    where name = ${queue} and state = 'active' and id = any(${work.map(({ job }) => job.id)}::uuid[])`
  const jobs: FetchedJob[] = await getBoss().fetch(queue, { batchSize: 2 })
  const again = await beginItems(client.sql, jobs, crypto.randomUUID())
  expect(again).toMatchObject({ begun: [], waiting: [organizationId] })
  expect(again.void).toHaveLength(2)
  const row = { status: 'pending', attempt: 1, crashes: 1, lost_worker_id: worker, waits: true }
  expect(
    await client.sql`
      select status, attempt, crashes, lost_worker_id, admitted_at is null as waits
      from test_execution_queue where run_id = ${id}`,
  ).toEqual([row, row])
})

test('of two attempts at an item only the newer is recorded, whichever comes first', async () => {
  const { id, ctx, begun: work } = await begun(2)
  // Their lease ends unheard: the same jobs are fetched and begun again.
  await client.sql`
    update pgboss.job set state = 'retry', start_after = now()
    where name = ${queue} and state = 'active' and id = any(${work.map(({ job }) => job.id)}::uuid[])`
  const jobs: FetchedJob[] = await getBoss().fetch(queue, { batchSize: 2 })
  const { begun: newer } = await beginItems(client.sql, jobs, worker)
  expect(newer.map(({ item }) => [item.attempt, item.crashes])).toEqual([
    [2, 0],
    [2, 0],
  ])
  const [old, recent] = [work[0], newer.find(({ item }) => item.id === work[0]?.item.id)]
  const [late, early] = [work[1], newer.find(({ item }) => item.id === work[1]?.item.id)]
  if (!old || !recent || !late || !early) throw new Error('items are missing')
  await resultWriter.record(passed(old.item, old.job, 1))
  await resultWriter.record(passed(recent.item, recent.job, 2))
  await resultWriter.record(passed(early.item, early.job, 2))
  await resultWriter.record(passed(late.item, late.job, 1))
  const rows = await client.sql`
    select attempt, response_ms from voice_test_executions where run_id = ${id}`
  expect(rows).toEqual([
    { attempt: 2, response_ms: 2 },
    { attempt: 2, response_ms: 2 },
  ])
  expect((await getRun(ctx, id)).counts).toMatchObject({ passed: 2 })
})

test('items put off without a call count no attempt: those recorded are numbered without gaps', async () => {
  const run = await expanded(1)
  const beginOnce = async () => {
    await startItems(client.sql, getBoss(), run.organizationId)
    const jobs: FetchedJob[] = await getBoss().fetch(queue, { batchSize: 100 })
    const [one] = (await beginItems(client.sql, jobs, worker)).begun.filter(
      ({ item }) => item.runId === run.id,
    )
    if (!one) throw new Error('nothing begun')
    return one
  }
  const putOff = async (times: number) => {
    for (let i = 0; i < times; i++)
      await resultWriter.record({ kind: 'handback', ...(await beginOnce()), cooldown: null })
  }
  const cooldown = { ms: 0, reason: 'it does not answer' }
  await putOff(3)
  const first = await beginOnce()
  const { record } = passed(first.item, first.job)
  await resultWriter.record({ kind: 'deferred', ...first, record, cleared: true, cooldown })
  await putOff(2)
  const last = await beginOnce()
  await resultWriter.record(passed(last.item, last.job))
  const { data } = await listRunItems(run.ctx, run.id, RunItemFilter.parse({}))
  expect(data).toMatchObject([{ attempt: 7, tries: 2, verdict: 'passed' }])
  const execution = await getExecution(run.ctx, data[0]?.execution_id ?? '')
  expect(execution).toMatchObject({ attempt: 7, try: 2 })
  expect(execution.attempts).toMatchObject([
    { attempt: 4, try: 1, is_final: false },
    { attempt: 7, try: 2, is_final: true },
  ])
})

test('a result whose job has been taken away is refused, and its neighbours are recorded', async () => {
  const { id, ctx, begun: work } = await begun(6)
  await client.sql`
    update pgboss.job set state = 'retry' where name = ${queue} and id = ${work[3]?.job.id ?? ''}`
  await Promise.all(work.map(({ item, job }) => resultWriter.record(passed(item, job))))
  expect((await getRun(ctx, id)).counts).toMatchObject({ passed: 5, running: 1 })
})

const longAgo = (id: string) => client.sql`
  with r as (update test_runs set updated_at = now() - interval '1 hour' where id = ${id})
  update test_execution_queue set admitted_at = now() - interval '1 hour'
  where run_id = ${id} and admitted_at is not null`

test('items whose jobs are gone wait again; those with a dead letter end with its cause', async () => {
  const { id, ctx, begun: work } = await begun(3)
  const [dead, lost] = work
  await client.sql`delete from pgboss.job where name = ${queue} and id = ${lost?.job.id ?? ''}`
  // What is left of a job whose workers vanished until its tries were used up.
  await client.sql`
    update pgboss.job set retry_count = retry_limit
    where name = ${queue} and id = ${dead?.job.id ?? ''}`
  await getBoss().fail(queue, dead?.job.id ?? '', { message: 'its worker vanished' })
  await longAgo(id)
  expect(await reconcileRuns(client.sql, getBoss())).toBe(2)
  expect((await getRun(ctx, id)).counts).toMatchObject({ invalid: 1, running: 1, pending: 1 })
  const ended = (await itemRows(id)).find(({ verdict }) => verdict === 'invalid')
  expect(ended?.last_error).toContain('its worker vanished')
  expect(await reconcileRuns(client.sql, getBoss())).toBe(0)
})

test('a run that cannot be expanded ends with the cause of its dead letter', async () => {
  const setting = await createSetting(client.db, {
    endpoint: 'http://127.0.0.1:9/v1',
    cases: [{ id: 'one', say: 'hello' }],
  })
  const request = { suite_ids: [setting.suite.id], target: setting.target.id, mode: 'text' }
  const { id } = await startRun(setting.ctx, StartRunInput.parse(request))
  await client.sql`
    update pgboss.job set retry_limit = 0 where name = 'run.expand' and data ->> 'runId' = ${id}`
  const jobs = await getBoss().fetch('run.expand', { batchSize: 100 })
  await getBoss().fail('run.expand', jobs, { message: 'no such thing' })
  await longAgo(id)
  expect(await reconcileRuns(client.sql, getBoss())).toBeGreaterThan(0)
  expect(await getRun(setting.ctx, id)).toMatchObject({
    status: 'failed',
    failure_reason: 'Earshot could not prepare the run: no such thing',
    counts: { total: 1, invalid: 1 },
  })
})
