import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'

import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { openSql } from '#db/client.ts'
import { voiceTestExecutions } from '#db/schema/executions.ts'
import { testMetrics } from '#db/schema/metrics.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { rejudgeExecution } from '#lib/executions/rejudge-execution.ts'
import { getOverview } from '#lib/insights/overview/overview.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { decideReview } from '#lib/review/decide-review.ts'
import { requestReview } from '#lib/review/request-review.ts'
import { applyCounts } from '#lib/runs/results/apply-counts.ts'
import { finalExecutions } from '#lib/runs/results/final-executions.ts'
import { mendDailyTotals } from '#lib/runs/results/mend-daily-totals.ts'
import { retryItems } from '#lib/runs/retry-items.ts'

const database = useTestDatabase()
useBoss(database)

const summed = ['executions', 'passed', 'failed', 'invalid', 'passed_after_retry'] as const

/** The totals as they are kept, and as their parts come to; trailing empty bins say nothing. */
async function totals({ db, organizationId }: Ctx, table: 'daily_totals' | 'test_metrics') {
  const sums = summed.map((name) => sql`sum(${sql.identifier(name)})::int as ${sql.raw(name)}`)
  const of = sql`${sql.identifier(table)} where organization_id = ${organizationId}`
  const days = await db.execute(sql`
    select day::text, ${sql.join(sums, sql`, `)}, sum(response_ms_sum)::int as response_ms_sum
    from ${of} group by day order by day`)
  const bins = await db.execute(sql`
    select day::text, bin::int, sum(n)::int as n
    from (select day, unnest(response_bins) as n, generate_subscripts(response_bins, 1) as bin from ${of}) b
    group by 1, 2 having sum(n) <> 0 order by 1, 2`)
  return { days: [...days], bins: [...bins] }
}

async function expectExact(ctx: Ctx) {
  const kept = await totals(ctx, 'daily_totals')
  expect(kept).toEqual(await totals(ctx, 'test_metrics'))
  return kept.days.map(({ executions, passed, failed }) => ({ executions, passed, failed }))
}

const judged = [
  { verdict: 'passed' },
  { verdict: 'failed', reason: 'doubtful' },
  { verdict: 'passed', reason: 'audit' },
  { verdict: 'invalid' },
] as const

/** Executions of two suites in two languages, those of the second of yesterday; counted as if just recorded. */
async function record(ctx: Ctx) {
  const runs = [await createRunFixture(ctx, [...judged]), await createRunFixture(ctx, [...judged])]
  await ctx.db
    .update(voiceTestExecutions)
    .set({ language: 'de-DE' })
    .where(eq(voiceTestExecutions.id, runs[0]?.executions[0]?.id ?? ''))
  await ctx.db
    .update(voiceTestExecutions)
    .set({ finishedAt: new Date(Date.now() - 86_400_000), responseMs: 900 })
    .where(eq(voiceTestExecutions.runId, runs[1]?.runId ?? ''))
  const items = runs.flatMap(({ executions }) => executions.map(({ itemId }) => itemId))
  await inTransaction(ctx, async (tx) =>
    applyCounts(withinCtx(tx), await finalExecutions(tx, items)),
  )
  return runs
}

test('the totals of a day are the sum of its parts, whatever is recorded, judged again, decided or retried', async () => {
  const ctx = await createCtx(database.db)
  const [first, second] = await record(ctx)
  if (!first || !second) throw new Error('No runs')
  expect(await ctx.db.$count(testMetrics, eq(testMetrics.organizationId, ctx.organizationId))).toBe(
    3,
  )
  const day = { executions: 4, passed: 2, failed: 1 }
  expect(await expectExact(ctx)).toEqual([day, day])

  const again = first.executions[3]?.id ?? ''
  await inTransaction(ctx, (tx) =>
    rejudgeExecution(tx, again, { verdict: 'passed', reviewStatus: 'auto_pass' }),
  )
  expect(await expectExact(ctx)).toEqual([day, { ...day, passed: 3 }])

  await decideReview(ctx, second.executions[1]?.reviewId ?? '', { verdict: 'passed' })
  await decideReview(ctx, first.executions[2]?.reviewId ?? '', { verdict: 'failed' })
  const { id } = await requestReview(ctx, first.executions[0]?.id ?? '')
  await decideReview(ctx, id, { verdict: 'invalid' })
  expect(await expectExact(ctx)).toEqual([
    { executions: 4, passed: 3, failed: 0 },
    { executions: 4, passed: 1, failed: 2 },
  ])

  await retryItems(ctx, first.runId)
  expect(await expectExact(ctx)).toEqual([
    { executions: 4, passed: 3, failed: 0 },
    { executions: 1, passed: 1, failed: 0 },
  ])
  const { totals: shown } = await getOverview(ctx)
  expect(shown).toMatchObject({ passed: 4, failed: 0, invalid: 1 })
})

test('a day that a release without totals has recorded is brought in line, and no other', async () => {
  const ctx = await createCtx(database.db)
  await record(ctx)
  const client = openSql(database.url, { max: 2 })
  try {
    await mendDailyTotals(client)
    expect(await mendDailyTotals(client)).toBe(0)
    const today = new Date().toISOString().slice(0, 10)
    await client`update test_metrics set passed = passed + 5, executions = executions + 5,
      response_bins = array_fill(1, array[300]) where organization_id = ${ctx.organizationId} and day = ${today}`
    expect(await mendDailyTotals(client)).toBe(1)
    await client`delete from daily_totals where organization_id = ${ctx.organizationId} and day < ${today}`
    expect(await mendDailyTotals(client)).toBe(1)
    await expectExact(ctx)
  } finally {
    await client.end({ timeout: 5 })
  }
})

/** The statement of the migrations that sums the days of an installation that has none. */
async function backfill(): Promise<string> {
  for await (const file of glob('drizzle/*.sql'))
    for (const statement of readFileSync(file, 'utf8').split('--> statement-breakpoint'))
      if (/^INSERT INTO daily_totals/m.test(statement)) return statement
  throw new Error('No migration fills daily_totals')
}

test('days that were recorded before there were totals are summed by the migration', async () => {
  const ctx = await createCtx(database.db)
  await record(ctx)
  await ctx.db.execute(sql`delete from daily_totals`)
  await ctx.db.execute(sql.raw(await backfill()))
  expect(await expectExact(ctx)).toHaveLength(2)
})
