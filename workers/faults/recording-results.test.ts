import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { findDeadLetters } from '#lib/dead-letters/queries.ts'
import { getExecution } from '#lib/executions/queries.ts'
import { getBoss } from '#lib/platform/jobs/enqueue.ts'
import { interrupted } from '#lib/runs/execute/interrupted.ts'
import { listRunItems } from '#lib/runs/item-queries.ts'
import { getRun } from '#lib/runs/queries.ts'
import { claimItems } from '#lib/runs/queue/claim-items.ts'
import { expandRun } from '#lib/runs/queue/expand-run.ts'
import { releaseItem } from '#lib/runs/queue/release-item.ts'
import { reconcileRuns } from '#lib/runs/queue/reconcile-runs.ts'
import { lookAtItems, takeBackItems } from '#lib/runs/queue/take-back-items.ts'
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
  resultWriter = new ResultWriter({ sql: client.sql, flushMs: 5 })
})
afterAll(() => client.close())
// What one test leaves open would be claimed, or taken back, by the next.
beforeEach(async () => {
  await client.sql`update test_runs set status = 'cancelled' where status in ('queued', 'running')`
  await client.sql`
    update test_execution_queue set status = 'cancelled' where status in ('pending', 'running')`
  await client.sql`delete from workers`
})

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

/** nobody knows it: for others it is dead */
const worker = crypto.randomUUID()
/** one that comes after it */
const rescuer = crypto.randomUUID()

async function begun(items: number) {
  const run = await expanded(items)
  const { items: all } = await claimItems(client.sql, worker, 100)
  const begun = all.filter((item) => item.runId === run.id)
  expect(begun).toHaveLength(items)
  return { ...run, begun }
}

function passed(item: BegunItem, responseMs = 10) {
  const { record } = interrupted(new Date(), '')
  const validation = { ...record.validation, verdict: 'passed' as const, blame: null, reason: 'ok' }
  return {
    kind: 'final' as const,
    item,
    record: { ...record, validation, responseMs, clean: true },
    cleared: true,
    deadLetter: false,
    waitMs: null,
  } satisfies Outcome
}

const itemRows = (runId: string) => client.sql<{ verdict: string; last_error: string | null }[]>`
  select verdict, last_error from test_execution_queue where run_id = ${runId} order by id`

test('a result that the database refuses ends with that cause, and no other waits for it', async () => {
  const { id, ctx, begun: work } = await begun(5)
  // 2^31 ms fits no integer column.
  await Promise.all(
    work.map((item, i) => resultWriter.record(passed(item, i === 2 ? 2 ** 31 : 10))),
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

test('a result that cannot be recorded at all costs its item a try; the others are recorded', async () => {
  const { id, ctx, begun: work } = await begun(3)
  const [bad] = work
  await Promise.all(
    work.map((item) =>
      resultWriter.record(passed(item === bad ? { ...item, language: 'x\0y' } : item)),
    ),
  )
  expect((await getRun(ctx, id)).counts).toMatchObject({ passed: 2, running: 1 })
  // It waits again soon, with one try less.
  expect(await lookAtItems(client.sql, worker)).toMatchObject({ stale: true })
  expect(await takeBackItems(client.sql, worker)).toBe(1)
  const [row] = await client.sql`
    select status, tries, crashes, admitted_at from test_execution_queue where id = ${bad?.id ?? ''}`
  expect(row).toEqual({ status: 'pending', tries: 1, crashes: 0, admitted_at: null })
})

test('bytes that Postgres cannot hold are replaced, not refused', async () => {
  const { id, begun: work } = await begun(1)
  const [one] = work
  if (!one) throw new Error('nothing begun')
  const outcome = passed(one)
  const exchange = [{ 'key\0': 'half \ud800', whole: '\0' }]
  await resultWriter.record({ ...outcome, record: { ...outcome.record, exchange } })
  expect(await itemRows(id)).toEqual([{ verdict: 'passed', last_error: null }])
})

const takeBack = () => takeBackItems(client.sql, rescuer)

test('items whose worker vanished are suspected once each, and wait again with all their tries', async () => {
  const { id, begun: work } = await begun(2)
  await client.sql`update test_execution_queue set tries = 3 where run_id = ${id}`
  expect(await lookAtItems(client.sql, rescuer)).toMatchObject({ stale: true })
  expect(await takeBack()).toBe(work.length)
  expect(await lookAtItems(client.sql, rescuer)).toEqual({ stale: false, waiting: true })
  const row = {
    status: 'pending',
    attempt: 1,
    crashes: 1,
    lost_worker_id: worker,
    waits: true,
    tries: 0,
  }
  expect(
    await client.sql`
      select status, attempt, crashes, lost_worker_id, admitted_at is null as waits, tries
      from test_execution_queue where run_id = ${id}`,
  ).toEqual([row, row])
})

test('an item under which workers vanish until its tries are used up ends with that cause, as a dead letter', async () => {
  const { id, ctx, begun: work } = await begun(2)
  const [doomed] = work
  await client.sql`
    update test_execution_queue set crashes = 2, tries = 5 where id = ${doomed?.id ?? ''}`
  expect(await takeBack()).toBe(2)
  expect((await getRun(ctx, id)).counts).toMatchObject({ invalid: 1, pending: 1, running: 0 })
  const ended = (await itemRows(id)).find(({ verdict }) => verdict === 'invalid')
  expect(ended?.last_error).toBe('Earshot could not carry out the execution: its workers vanished')
  const { data } = await findDeadLetters(ctx, { limit: 10 })
  expect(data).toMatchObject([
    {
      queue: 'execution.execute',
      cause: ended?.last_error,
      attempts: 6,
      payload: { itemId: doomed?.id },
    },
  ])
})

test('a worker that speaks keeps its items; one that was found dead, or that nobody knows, does not', async () => {
  await begun(1)
  const speaks = (ago: string, session: string | null) => client.sql`
    insert into workers (id, hostname, pid, state, capacity, session, seen_at)
    values (${worker}, 'host', 1, 'working', 1, ${session}, now() - ${ago}::interval)
    on conflict (id) do update set session = excluded.session, seen_at = excluded.seen_at`
  const stale = async () => (await lookAtItems(client.sql, rescuer)).stale
  const [name] = await client.sql<{ application_name: string }[]>`show application_name`
  const alive = name?.application_name ?? ''
  await speaks('5 seconds', alive)
  expect(await stale()).toBe(false)
  await speaks('1 second', 'no such session')
  expect(await stale()).toBe(false)
  // Of the version before, which speaks more seldom.
  await speaks('12 seconds', null)
  expect(await stale()).toBe(false)
  await client.sql`update workers set state = 'killed' where id = ${worker}`
  expect(await stale()).toBe(true)
  await client.sql`delete from workers where id = ${worker}`
  expect(await stale()).toBe(true)
})

test('of two attempts at an item only the newer is recorded, whichever comes first', async () => {
  const { id, ctx, begun: work } = await begun(2)
  // Their lease ends unheard: the same items are taken back and begun again.
  await takeBack()
  const newer = (await claimItems(client.sql, rescuer, 100)).items.filter(
    ({ runId }) => runId === id,
  )
  expect(newer.map((item) => [item.attempt, item.crashes])).toEqual([
    [2, 1],
    [2, 1],
  ])
  const [old, recent] = [work[0], newer.find((item) => item.id === work[0]?.id)]
  const [late, early] = [work[1], newer.find((item) => item.id === work[1]?.id)]
  if (!old || !recent || !late || !early) throw new Error('items are missing')
  await resultWriter.record(passed(old, 1))
  await resultWriter.record(passed(recent, 2))
  await resultWriter.record(passed(early, 2))
  await resultWriter.record(passed(late, 1))
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
    const { items } = await claimItems(client.sql, worker, 100)
    const one = items.find(({ runId }) => runId === run.id)
    if (!one) throw new Error('nothing begun')
    return one
  }
  const putOff = async (times: number) => {
    for (let i = 0; i < times; i++)
      await resultWriter.record({ kind: 'handback', item: await beginOnce(), cooldown: null })
  }
  const cooldown = { ms: 0, reason: 'it does not answer' }
  await putOff(3)
  const first = await beginOnce()
  const { record } = passed(first)
  await resultWriter.record({ kind: 'deferred', item: first, record, cleared: true, cooldown })
  await putOff(2)
  const last = await beginOnce()
  await resultWriter.record(passed(last))
  const { data } = await listRunItems(run.ctx, run.id, RunItemFilter.parse({}))
  expect(data).toMatchObject([{ attempt: 7, tries: 2, verdict: 'passed' }])
  const execution = await getExecution(run.ctx, data[0]?.execution_id ?? '')
  expect(execution).toMatchObject({ attempt: 7, try: 2 })
  expect(execution.attempts).toMatchObject([
    { attempt: 4, try: 1, is_final: false },
    { attempt: 7, try: 2, is_final: true },
  ])
})

test('a result whose item has been taken away is refused, and its neighbours are recorded', async () => {
  const { id, ctx, begun: work } = await begun(6)
  await client.sql`
    update test_execution_queue set status = 'pending', admitted_at = null where id = ${work[3]?.id ?? ''}`
  await Promise.all(work.map((item) => resultWriter.record(passed(item))))
  expect((await getRun(ctx, id)).counts).toMatchObject({ passed: 5, pending: 1 })
})

test('a try that failed waits before the next one, which counts it', async () => {
  const run = await begun(1)
  const [item] = run.begun
  if (!item) throw new Error('nothing begun')
  const { record } = passed(item)
  await resultWriter.record({
    ...{ kind: 'retry', item, record, cleared: true, deadLetter: false },
    waitMs: 60_000,
  })
  const claimed = async () =>
    (await claimItems(client.sql, worker, 100)).items.filter(({ runId }) => runId === run.id)
  expect(await claimed()).toEqual([])
  await client.sql`update test_execution_queue set not_before = now() where id = ${item.id}`
  expect(await claimed()).toMatchObject([{ attempt: 2, tries: 1, retries: 1 }])
})

const longAgo = (id: string) => client.sql`
  with r as (update test_runs set updated_at = now() - interval '1 hour' where id = ${id})
  update test_execution_queue set admitted_at = now() - interval '1 hour'
  where run_id = ${id} and admitted_at is not null`

test('items that an older version let in wait again, whether their job comes or is lost', async () => {
  const run = await expanded(2)
  await client.sql`
    update test_execution_queue set admitted_at = now() where run_id = ${run.id}`
  const claimed = async () =>
    (await claimItems(client.sql, worker, 100)).items.filter(({ runId }) => runId === run.id)
  expect(await claimed()).toEqual([])
  const [one] = await client.sql<{ id: string }[]>`
    select id from test_execution_queue where run_id = ${run.id} order by id`
  await releaseItem(client.sql, { organizationId: run.organizationId, itemId: one?.id ?? '' })
  expect((await claimed()).map(({ id }) => id)).toEqual([one?.id])
  // Under way by now, so that a job which comes twice changes nothing.
  await releaseItem(client.sql, { organizationId: run.organizationId, itemId: one?.id ?? '' })
  expect(await claimed()).toEqual([])
  await longAgo(run.id)
  expect(await reconcileRuns(client.sql, getBoss())).toBe(1)
  expect(await claimed()).toHaveLength(1)
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

test('results wait for company, and the last one for none', async () => {
  const { begun: items } = await begun(3)
  let underWay = items.length
  const recorded: number[] = []
  const writer = new ResultWriter({
    ...{ sql: client.sql, flushMs: 600_000 }, // far longer than the test may take
    alone: () => underWay === 0,
    onRecorded: (outcomes) => recorded.push(outcomes.length),
  })
  await Promise.all(
    items.map((item) => {
      underWay--
      return writer.record(passed(item))
    }),
  )
  expect(recorded).toEqual([3])
})
