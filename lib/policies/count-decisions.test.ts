import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { validationResults } from '#db/schema/executions.ts'
import { decisionCounts } from '#db/schema/policies.ts'
import { runSummaries, testRuns } from '#db/schema/runs.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { revalidateExecution } from '#lib/executions/revalidate-execution.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { countDecisions, type DecisionFilter } from '#lib/policies/count-decisions.ts'
import { fixedPolicy } from '#lib/policies/create-policies.ts'
import { decideReview } from '#lib/review/decide-review.ts'
import { retryItems } from '#lib/runs/retry-items.ts'

const database = useTestDatabase()
useBoss(database)

const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).toSorted()

/** All of it, from the executions. */
async function computed(ctx: Ctx, { suiteId, caseId }: Omit<DecisionFilter, 'days'>) {
  const rows = await ctx.db.execute(sql`
    select v.band, r.target_id as "targetId", r.target_version as "targetVersion", e.language,
      v.automatic_verdict as verdict, coalesce(v.proven, false) as proven,
      (floor(v.automatic_confidence::numeric * 100) / 100)::float8 as confidence, count(*)::int as count
    from test_runs r
    join voice_test_executions e on e.run_id = r.id and e.is_final
    join validation_results v on v.execution_id = e.id
    where r.organization_id = ${ctx.organizationId} and r.purpose = 'test' and r.finished_at is not null
      and v.band is not null and v.automatic_verdict <> 'invalid'
      and (${suiteId ?? null}::uuid is null or e.suite_id = ${suiteId ?? null}::uuid)
      and (${caseId ?? null}::uuid is null or e.case_id = ${caseId ?? null}::uuid)
    group by 1, 2, 3, 4, 5, 6, 7`)
  return sorted([...rows])
}

/** Counted now and as it was kept. Returns how many decisions there are. */
async function expectExact(ctx: Ctx, of: Omit<DecisionFilter, 'days'> = {}) {
  const all = await computed(ctx, of)
  for (const _ of [1, 2]) {
    const counts = await countDecisions(ctx, { days: 30, ...of })
    expect(sorted(counts)).toEqual(all)
  }
  const counts = await countDecisions(ctx, { days: 30, ...of })
  return counts.reduce((sum, { count }) => sum + count, 0)
}

const band = 'intent@2 | en-US | target t@1 | judge 2'
const judged = [
  { band, confidence: 0.29 },
  { band, confidence: 0.295 },
  { band, confidence: 1 },
  { band, verdict: 'failed', confidence: 0.57, reason: 'doubtful' },
  { band, verdict: 'failed', proven: false },
  { band, verdict: 'invalid' },
  { verdict: 'passed' },
] as const

test('decisions are counted as they are, whatever is decided, judged again, retried or removed', async () => {
  const ctx = await createCtx(database.db)
  expect(await expectExact(ctx)).toBe(0)
  const [first, second] = [
    await createRunFixture(ctx, [...judged]),
    await createRunFixture(ctx, [...judged]),
  ]
  expect(await expectExact(ctx)).toBe(10)
  expect(await expectExact(ctx, { suiteId: first.suite.id })).toBe(5)
  const [execution] = await ctx.db.execute<{ id: string }>(
    sql`select case_id as id from voice_test_executions where run_id = ${second.runId} limit 1`,
  )
  expect(await expectExact(ctx, { caseId: execution?.id })).toBe(5)

  await decideReview(ctx, first.executions[3]?.reviewId ?? '', { verdict: 'passed' })
  expect(await expectExact(ctx)).toBe(10)
  await revalidateExecution(ctx, first.executions[0]?.id ?? '', fixedPolicy)
  expect(await expectExact(ctx)).toBe(9)
  // As a release that knows no revision judges again.
  await ctx.db
    .update(validationResults)
    .set({ band: 'moved', automaticConfidence: 0.4 })
    .where(eq(validationResults.executionId, first.executions[1]?.id ?? ''))
  expect(await expectExact(ctx)).toBe(9)
  await retryItems(ctx, first.runId)
  expect(await expectExact(ctx)).toBe(5)
  await ctx.db.delete(testRuns).where(eq(testRuns.id, second.runId))
  expect(await expectExact(ctx)).toBe(0)
})

test('counts of a run are read once, and those of others are not', async () => {
  const ctx = await createCtx(database.db)
  const { runId } = await createRunFixture(ctx, [...judged])
  await countDecisions(ctx, { days: 30 })
  const kept = eq(decisionCounts.runId, runId)
  await ctx.db.update(decisionCounts).set({ counts: [] }).where(kept)
  expect(await countDecisions(ctx, { days: 30 })).toEqual([])
  expect(await countDecisions(await createCtx(database.db), { days: 30 })).toEqual([])
  await ctx.db.update(runSummaries).set({ revision: 7 }).where(eq(runSummaries.runId, runId))
  expect(await expectExact(ctx)).toBe(5)
})

test('searches, runs under way and those before the newest 50,000 items are left out', async () => {
  const ctx = await createCtx(database.db)
  await createRunFixture(ctx, [...judged])
  const [large, search, open] = [
    await createRunFixture(ctx, [...judged]),
    await createRunFixture(ctx, [...judged]),
    await createRunFixture(ctx, [...judged]),
  ]
  const change = (run: typeof large, set: Partial<typeof testRuns.$inferInsert>) =>
    ctx.db.update(testRuns).set(set).where(eq(testRuns.id, run.runId))
  await change(search, { purpose: 'search' })
  await change(open, { status: 'running', finishedAt: null })
  expect(await expectExact(ctx)).toBe(10)
  await ctx.db
    .update(runSummaries)
    .set({ total: 50_000 })
    .where(eq(runSummaries.runId, large.runId))
  const counts = await countDecisions(ctx, { days: 30 })
  expect(counts.map(({ targetId }) => targetId)).toEqual(counts.map(() => large.target.id))
})
