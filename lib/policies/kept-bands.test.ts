import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { openDatabase, openSql, type Database, type Sql } from '#db/client.ts'
import { validationResults, voiceTestExecutions } from '#db/schema/executions.ts'
import { bandChanges, bandCounts } from '#db/schema/policies.ts'
import { reviewItems } from '#db/schema/review.ts'
import { testExecutionQueue, testRuns } from '#db/schema/runs.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { revalidateExecution } from '#lib/executions/revalidate-execution.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { bandsOf, type ReviewedBand } from '#lib/policies/band-states.ts'
import { fixedPolicy } from '#lib/policies/create-policies.ts'
import { readBands } from '#lib/policies/kept-bands.ts'
import { pruneBandChanges } from '#lib/policies/prune-band-changes.ts'
import { rangeAbove, rangesOf } from '#lib/policies/range-counts.ts'
import { ReviewedDecision, reviewedColumns } from '#lib/policies/reviewed-decisions.ts'
import { decideReview } from '#lib/review/decide-review.ts'
import { requestReview } from '#lib/review/request-review.ts'
import { retryItems } from '#lib/runs/retry-items.ts'

const database = useTestDatabase()
useBoss(database)
let other: { db: Database; close: () => Promise<void> }
let client: Sql
beforeAll(() => {
  other = openDatabase(database.url, { max: 2 })
  client = openSql(database.url, { max: 1 })
})
afterAll(() => Promise.all([other.close(), client.end({ timeout: 5 })]))

const cuts = [1, 0.95, 0.9, 0.8, 0.5]
const ranges = [...rangesOf(0.9), ...cuts.map(rangeAbove)]
const wanted = { passed: ranges, failed: ranges }

const nameOf = ({ targetId, verdict, band: name }: Omit<ReviewedBand, 'count'>) =>
  `${targetId} ${verdict} ${name}`

const figures = (bands: readonly ReviewedBand[], of = ranges) =>
  bands
    .map(({ count, ...band }) => ({ ...band, counts: of.map(count) }))
    .toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)))

/** All of it, from the rows that it is about. */
async function computed({ db, organizationId }: Ctx) {
  const rows = await db.execute(sql`
    select ${sql.raw(reviewedColumns)} from earshot_reviewed d where d.organization_id = ${organizationId}
    order by d.execution_id`)
  return bandsOf(rows.map((row) => ReviewedDecision.parse(row)))
}

/** What is kept is what comes of counting everything, when it is counted and when it is read again. */
async function expectExact(ctx: Ctx) {
  const all = figures(await computed(ctx))
  expect(figures(await readBands(ctx, wanted))).toEqual(all)
  const { organizationId } = ctx
  expect(await ctx.db.$count(bandChanges, eq(bandChanges.organizationId, organizationId))).toBe(0)
  expect(figures(await readBands(ctx, wanted))).toEqual(all)
  expect(await ctx.db.$count(bandCounts, eq(bandCounts.organizationId, organizationId))).toBe(
    all.length,
  )
  return all.map(({ verdict, counts: [top] }) => ({ verdict, ...top?.audits }))
}

const band = 'intent@2 | en-US | target t@1 | judge 2'
const audit = { verdict: 'passed', confidence: 0.97, reason: 'audit', band } as const
const doubtful = { verdict: 'failed', confidence: 0.62, reason: 'doubtful', band } as const
const stage = (ctx: Ctx) =>
  createRunFixture(ctx, [
    ...Array.from({ length: 6 }, (_, index) => ({ ...audit, answerHash: `answer ${index % 4}` })),
    { ...audit, confidence: 0.91, auditShare: 0.5 },
    doubtful,
    { ...doubtful, confidence: 0.7 },
    { verdict: 'passed', band },
  ])

type Run = Awaited<ReturnType<typeof stage>>
const reviewOf = ({ executions }: Run, index: number) => executions[index]?.reviewId ?? ''
const idOf = ({ executions }: Run, index: number) => executions[index]?.id ?? ''

test('what is kept of bands is exact whatever is decided, asked for again, judged again, retried or removed', async () => {
  const ctx = await createCtx(database.db)
  expect(await expectExact(ctx)).toEqual([])
  const run = await stage(ctx)
  const open = { verdict: 'passed', reviews: 0, errors: 0, open: 7 }
  expect(await expectExact(ctx)).toContainEqual(open)

  for (const index of [0, 1, 2])
    await decideReview(ctx, reviewOf(run, index), { verdict: 'passed' })
  await decideReview(ctx, reviewOf(run, 3), { verdict: 'failed' })
  await decideReview(ctx, reviewOf(run, 7), { verdict: 'failed' })
  expect(await expectExact(ctx)).toContainEqual({ ...open, reviews: 4, errors: 1, open: 3 })

  const { id } = await requestReview(ctx, idOf(run, 3))
  await expectExact(ctx)
  await decideReview(ctx, id, { verdict: 'passed' })
  expect(await expectExact(ctx)).toContainEqual({ ...open, reviews: 4, errors: 0, open: 3 })

  // Without evidence it is invalid now, and in no band any more.
  await revalidateExecution(ctx, idOf(run, 4), fixedPolicy)
  await revalidateExecution(ctx, idOf(run, 8), fixedPolicy)
  await revalidateExecution(ctx, idOf(run, 9), fixedPolicy)
  expect(await expectExact(ctx)).toContainEqual({ ...open, reviews: 4, errors: 0, open: 2 })

  const second = await stage(ctx)
  await retryItems(ctx, second.runId)
  await expectExact(ctx)
  await ctx.db.delete(testExecutionQueue).where(eq(testExecutionQueue.runId, second.runId))
  expect(await expectExact(ctx)).toHaveLength(2)
  await ctx.db.delete(testRuns).where(eq(testRuns.id, run.runId))
  expect(await expectExact(ctx)).toEqual([])
})

test('what a release that keeps nothing writes is counted all the same', async () => {
  const ctx = await createCtx(database.db)
  const run = await stage(ctx)
  await expectExact(ctx)
  const at = (index: number) => eq(reviewItems.executionId, idOf(run, index))
  await ctx.db.update(reviewItems).set({ status: 'withdrawn' }).where(at(7))
  await ctx.db.update(reviewItems).set({ auditShare: null, origin: 'requested' }).where(at(0))
  await ctx.db
    .update(validationResults)
    .set({ band: 'moved', automaticConfidence: 0.99 })
    .where(eq(validationResults.executionId, idOf(run, 1)))
  expect(await expectExact(ctx)).toHaveLength(3)
  await ctx.db.update(testRuns).set({ targetVersion: 3 }).where(eq(testRuns.id, run.runId))
  await expectExact(ctx)
  await ctx.db.delete(voiceTestExecutions).where(eq(voiceTestExecutions.id, idOf(run, 1)))
  expect(await expectExact(ctx)).toHaveLength(2)
})

test('a decision that was under way while its band was counted is not lost', async () => {
  const ctx = await createCtx(database.db)
  const run = await stage(ctx)
  const slow = { ...ctx, db: other.db }
  await inTransaction(slow, async (tx) => {
    await decideReview(tx, reviewOf(run, 0), { verdict: 'failed' })
    await tx.db.execute(sql`set constraints all immediate`)
    await readBands(ctx, wanted)
  })
  expect(await expectExact(ctx)).toContainEqual({
    ...{ verdict: 'passed', reviews: 1, errors: 1, open: 6 },
  })
})

test('readers and deciders at once leave nothing wrong behind', async () => {
  const ctx = await createCtx(database.db)
  const run = await stage(ctx)
  await Promise.all(
    [0, 1, 2, 3, 4, 5].flatMap((index) => [
      decideReview(ctx, reviewOf(run, index), { verdict: index % 2 ? 'failed' : 'passed' }),
      readBands({ ...ctx, db: other.db }, wanted),
      readBands(ctx, { passed: rangesOf(0.9), failed: [] }),
    ]),
  )
  expect(await expectExact(ctx)).toContainEqual({
    ...{ verdict: 'passed', reviews: 4, errors: 2, open: 1 },
  })
})

test('ranges that were not asked for before are counted, odd ones without being kept', async () => {
  const ctx = await createCtx(database.db)
  await stage(ctx)
  await expectExact(ctx)
  const odd = [rangeAbove(0.905), rangeAbove(0.93)]
  const all = figures(await computed(ctx), odd)
  const again = { passed: odd, failed: odd }
  for (const _ of [1, 2]) expect(figures(await readBands(ctx, again), odd)).toEqual(all)
  const [kept] = await ctx.db
    .select({ ranges: bandCounts.ranges, revision: bandCounts.revision })
    .from(bandCounts)
    .where(eq(bandCounts.organizationId, ctx.organizationId))
  expect(kept).toMatchObject({ revision: 2, ranges: { '0.93-': expect.anything() as unknown } })
  expect(kept?.ranges).not.toHaveProperty('0.905-')
  await expectExact(ctx)
})

test('reviews from before anything was kept are counted by the migration, and many changes become one', async () => {
  const ctx = await createCtx(database.db)
  const run = await stage(ctx)
  for (const index of [0, 1, 2])
    await decideReview(ctx, reviewOf(run, index), { verdict: 'passed' })
  const changes = () =>
    ctx.db.$count(bandChanges, eq(bandChanges.organizationId, ctx.organizationId))
  expect(await changes()).toBeGreaterThan(2)
  await pruneBandChanges(client)
  expect(await changes()).toBe(2)
  await expectExact(ctx)
  await ctx.db.execute(sql`delete from reviewed_decisions`)
  await ctx.db.execute(sql`delete from band_counts`)
  await ctx.db.execute(sql`select earshot_recount_reviews()`)
  expect(await expectExact(ctx)).toContainEqual({
    ...{ verdict: 'passed', reviews: 3, errors: 0, open: 4 },
  })
})
