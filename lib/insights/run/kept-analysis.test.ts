import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { executionDetails, voiceTestExecutions } from '#db/schema/executions.ts'
import { reviewItems } from '#db/schema/review.ts'
import { runFindings, runSummaries, testRuns } from '#db/schema/runs.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { policy } from '#lib/engines/validation/testing/evidence.ts'
import { rejudgeExecution } from '#lib/executions/rejudge-execution.ts'
import { revalidateExecution } from '#lib/executions/revalidate-execution.ts'
import { analyzeRun } from '#lib/insights/run/analyze-run.ts'
import { RunAnalysisQuery } from '#lib/insights/run/schema.ts'
import { createAnalysedRun } from '#lib/insights/run/testing/analysed-run.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { decideReview } from '#lib/review/decide-review.ts'
import { requestReview } from '#lib/review/request-review.ts'
import { getRunResults } from '#lib/runs/item-queries.ts'
import { getRun } from '#lib/runs/queries.ts'
import { retryItems } from '#lib/runs/retry-items.ts'
import { RunItemFilter } from '#lib/runs/schema.ts'

const database = useTestDatabase()
useBoss(database)

async function createRun() {
  const ctx = await createCtx(database.db)
  const { runId } = await createAnalysedRun(ctx, [
    { verdict: 'passed', responses: [100] },
    { verdict: 'failed', responses: [200], language: 'de-DE' },
    { verdict: 'passed', responses: [300] },
  ])
  const ids = await ctx.db
    .select({ id: voiceTestExecutions.id })
    .from(voiceTestExecutions)
    .where(eq(voiceTestExecutions.runId, runId))
    .orderBy(voiceTestExecutions.id)
  return { ctx, runId, ids: ids.map(({ id }) => id) }
}

const query = RunAnalysisQuery.parse({ by: 'language,case', min_sample: 1 })

/** All that is kept of a run, as it is shown. */
async function shown(ctx: Ctx, runId: string) {
  const { spoken_verified, same_replies } = await getRun(ctx, runId)
  const { languages, deviceProfiles } = await getRunResults(ctx, runId, RunItemFilter.parse({}))
  const analysis = await analyzeRun(ctx, runId, query)
  return { analysis, spoken_verified, same_replies, languages, deviceProfiles }
}

/** What is shown from what is kept is what reading everything again shows. */
async function expectFresh(ctx: Ctx, runId: string) {
  const kept = await shown(ctx, runId)
  await ctx.db.delete(runFindings).where(eq(runFindings.runId, runId))
  expect(kept).toEqual(await shown(ctx, runId))
  return kept.analysis
}

const setResponse = (ctx: Ctx, id: string, ms: number) =>
  ctx.db
    .update(executionDetails)
    .set({
      turns: sql`jsonb_set(${executionDetails.turns}, '{0,timings,response_ms}', ${String(ms)}::jsonb)`,
    })
    .where(eq(executionDetails.executionId, id))

const longest = async (ctx: Ctx, runId: string) =>
  (await analyzeRun(ctx, runId, query)).latency.all.response_ms.max

test('an ended run is read once, in whatever way it is asked for; one under way each time', async () => {
  const { ctx, runId, ids } = await createRun()
  expect(await longest(ctx, runId)).toBe(300)
  // Behind the back of all verbs: nobody has said that anything changed.
  await setResponse(ctx, ids[2] ?? '', 900)
  expect(await longest(ctx, runId)).toBe(300)
  const bare = await analyzeRun(ctx, runId, RunAnalysisQuery.parse({}))
  expect(Object.keys(bare.latency.by)).toEqual(['language', 'device_profile', 'voice'])
  expect(bare.slices).toMatchObject({ min_sample: 5, rows: [{ enough: false }, { enough: false }] })
  expect(await ctx.db.$count(runFindings, eq(runFindings.runId, runId))).toBe(1)
  await ctx.db.update(testRuns).set({ finishedAt: null }).where(eq(testRuns.id, runId))
  expect(await longest(ctx, runId)).toBe(900)
})

test('a release that knows no revision is noticed by what it counts', async () => {
  const { ctx, runId, ids } = await createRun()
  await longest(ctx, runId)
  await setResponse(ctx, ids[2] ?? '', 900)
  await ctx.db
    .update(runSummaries)
    .set({ failed: sql`${runSummaries.failed} + 1` })
    .where(eq(runSummaries.runId, runId))
  expect(await longest(ctx, runId)).toBe(900)
})

test('reviews, renewed judgements and retries are followed', async () => {
  const { ctx, runId, ids } = await createRun()
  const [first = '', second = '', third = ''] = ids
  expect(await expectFresh(ctx, runId)).toMatchObject({ passed: 2, failed: 1 })

  await inTransaction(ctx, (tx) =>
    rejudgeExecution(tx, first, { verdict: 'invalid', reviewStatus: 'auto_fail' }),
  )
  expect(await expectFresh(ctx, runId)).toMatchObject({ passed: 1, failed: 1, invalid: 1 })

  const { id } = await requestReview(ctx, second)
  await decideReview(ctx, id, { verdict: 'passed' })
  expect(await expectFresh(ctx, runId)).toMatchObject({ passed: 2, failed: 0, invalid: 1 })

  // A person's verdict stays, but what it rests on is renewed: no counter moves.
  await setResponse(ctx, second, 950)
  await revalidateExecution(ctx, second, policy)
  expect((await expectFresh(ctx, runId)).latency.all.response_ms.max).toBe(950)

  const { id: audit } = await requestReview(ctx, third)
  await ctx.db.update(reviewItems).set({ reason: 'audit' }).where(eq(reviewItems.id, audit))
  await decideReview(ctx, audit, { verdict: 'failed' })
  expect(await expectFresh(ctx, runId)).toMatchObject({ passed: 1, failed: 1, invalid: 1 })

  await retryItems(ctx, runId)
  await ctx.db.update(testRuns).set({ finishedAt: new Date() }).where(eq(testRuns.id, runId))
  expect(await expectFresh(ctx, runId)).toMatchObject({ passed: 1, failed: 0, invalid: 0 })
})

test('two that read at once keep the same, and a run that is removed takes it along', async () => {
  const { ctx, runId } = await createRun()
  const all = await Promise.all(Array.from({ length: 5 }, () => analyzeRun(ctx, runId, query)))
  expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1)
  await ctx.db.delete(testRuns).where(eq(testRuns.id, runId))
  expect(await ctx.db.$count(runFindings, eq(runFindings.runId, runId))).toBe(0)
})
