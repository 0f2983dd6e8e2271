import { expect, test } from 'vitest'

import { testMetrics } from '#db/schema/metrics.ts'
import { notifications } from '#db/schema/notifications.ts'
import { reviewItems } from '#db/schema/review.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { inTransaction } from '#lib/platform/context.ts'
import { advanceSearch } from '#lib/robustness/advance-search.ts'
import { getSearch, listSearches } from '#lib/robustness/queries.ts'
import { startSearch } from '#lib/robustness/start-search.ts'
import { cancelRun } from '#lib/runs/cancel-run.ts'
import { pauseRun } from '#lib/runs/pause-run.ts'
import { getRun, listRuns } from '#lib/runs/queries.ts'
import { retryItems } from '#lib/runs/retry-items.ts'
import { createSetting, ended, until } from '#workers/testing/pipeline.ts'
import { usePipeline } from '#workers/testing/use-pipeline.ts'

const database = useTestDatabase()
const pipeline = usePipeline(database)

async function itemsOf(runId: string): Promise<number> {
  const [row] = await pipeline.sql<{ n: number }[]>`
    select count(*)::int as n from test_execution_queue where run_id = ${runId}`
  return row?.n ?? 0
}

const setting = () =>
  createSetting(pipeline.client.db, {
    endpoint: `${pipeline.simulator.url}/v1`,
    cases: [
      {
        id: 'weather',
        say: 'what is the weather in toronto',
        expect: { intent: 'WeatherQuery', entities: { city: 'Toronto' } },
      },
    ],
  })

const wanted = (caseId: string | undefined, target: string) => ({
  case_id: caseId ?? '',
  target,
  axis: 'snr' as const,
  noise: 'babble' as const,
  from: 25,
  to: -15,
  tolerance: 10,
  repetitions: 1,
})

test('a case that breaks in babble: the search ends with an interval, a curve and no news', async () => {
  const { ctx, cases, target } = await setting()
  const { id, run_id } = await startSearch(ctx, wanted(cases[0]?.id, target.id))
  expect((await ended(ctx, run_id, 60_000)).status).toBe('completed')
  const search = await getSearch(ctx, id)
  expect(search).toMatchObject({ outcome: 'found', status: 'completed' })
  const { passes_at, fails_at, break_point, probes, trend } = search
  expect(Math.abs((passes_at ?? 0) - (fails_at ?? 0))).toBeLessThanOrEqual(10)
  expect(break_point).toBe(((passes_at ?? 0) + (fails_at ?? 0)) / 2)
  expect(probes.map(({ level }) => level)).toEqual(
    probes.map(({ level }) => level).toSorted((a, b) => b - a),
  )
  expect(probes.find(({ level }) => level === passes_at)?.passed).toBe(1)
  expect(probes.find(({ level }) => level === fails_at)?.failed).toBe(1)
  expect(trend.map((one) => one.id)).toEqual([id])

  expect((await getRun(ctx, run_id)).counts.total).toBe(probes.length)
  expect((await listRuns(ctx)).data).toEqual([])
  const ours = <T extends { organizationId: unknown }>(rows: T[]) =>
    rows.filter(({ organizationId }) => organizationId === ctx.organizationId)
  expect(ours(await pipeline.client.db.select().from(testMetrics))).toEqual([])
  expect(ours(await pipeline.client.db.select().from(reviewItems))).toEqual([])
  expect(ours(await pipeline.client.db.select().from(notifications))).toEqual([])
  await expect(retryItems(ctx, run_id)).rejects.toThrow('start it again')
}, 90_000)

test('steps are taken one at a time, and not after the run was cancelled', async () => {
  const { ctx, cases, target } = await setting()
  // Paused in the same transaction: no item is ever let in.
  const { id, run_id } = await inTransaction(ctx, async (tx) => {
    const search = await startSearch(tx, wanted(cases[0]?.id, target.id))
    await pauseRun(tx, search.run_id)
    return search
  })
  await until('the run to be expanded', async () => (await itemsOf(run_id)) === 1)
  expect(await advanceSearch(pipeline.sql, run_id)).toBe(false)
  await pipeline.sql`
    update test_execution_queue set status = 'completed', verdict = 'passed' where run_id = ${run_id}`
  const advanced = await Promise.all([1, 2, 3].map(() => advanceSearch(pipeline.sql, run_id)))
  expect(advanced.filter(Boolean)).toHaveLength(1)
  expect((await getSearch(ctx, id)).probes.map(({ level }) => level)).toEqual([25, -15])
  await cancelRun(ctx, run_id)
  await pipeline.sql`update test_execution_queue set verdict = 'failed' where run_id = ${run_id}`
  expect(await advanceSearch(pipeline.sql, run_id)).toBe(false)
  expect(await getSearch(ctx, id)).toMatchObject({ status: 'cancelled', outcome: null })
})

test('searches belong to their organization, and viewers start none', async () => {
  const { ctx, organization, cases, target } = await setting()
  const viewer = ctxFor(
    pipeline.client.db,
    await createUser(pipeline.client.db, organization, 'viewer'),
  )
  const input = wanted(cases[0]?.id, target.id)
  await expect(startSearch(viewer, input)).rejects.toThrow('may not')
  await expect(startSearch(await createCtx(pipeline.client.db), input)).rejects.toThrow(
    'no such case',
  )
  await expect(startSearch(ctx, { ...input, to: -40 })).rejects.toMatchObject({
    faults: [{ path: 'to' }],
  })
  expect((await listSearches(ctx)).data).toEqual([])
})
