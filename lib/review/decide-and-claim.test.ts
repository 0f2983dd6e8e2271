import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { validationResults } from '#db/schema/executions.ts'
import { reviewItems } from '#db/schema/review.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { claimReview } from '#lib/review/claim-review.ts'
import { decideAndClaim } from '#lib/review/decide-and-claim.ts'
import { getReviewItem } from '#lib/review/queries.ts'

const database = useTestDatabase()
useBoss(database)

const doubtful = (confidence: number) =>
  ({ verdict: 'failed', confidence, reason: 'doubtful' }) as const

const person = async (of: Ctx, role: 'reviewer' | 'viewer' = 'reviewer') =>
  ctxFor(database.db, await createUser(database.db, { id: of.organizationId }, role))

/** A run whose items wait in the order of `ids`. */
async function stage(count: number) {
  const admin = await createCtx(database.db)
  const confidences = Array.from({ length: count }, (_, at) => doubtful(0.3 + at / 100))
  const { executions } = await createRunFixture(admin, confidences)
  return { admin, ids: executions.map(({ reviewId }) => reviewId), executions }
}

/** The page of this item cannot be read, so it cannot be claimed. */
const unreadable = (executionId = '') =>
  database.db
    .update(validationResults)
    .set({ scores: { broken: true } })
    .where(eq(validationResults.executionId, executionId))

const actions = async (ctx: Ctx) =>
  (
    await ctx.db
      .select({ action: activityLog.action })
      .from(activityLog)
      .where(
        and(
          eq(activityLog.organizationId, ctx.organizationId),
          eq(activityLog.userId, ctx.actor.id ?? ''),
        ),
      )
      .orderBy(activityLog.id)
  ).map(({ action }) => action)

test('a decision brings the next item, claimed, and says how many wait', async () => {
  const { admin, ids } = await stage(3)
  const reviewer = await person(admin)
  await claimReview(reviewer)
  const decided = await decideAndClaim(reviewer, ids[0] ?? '', { verdict: 'failed' })
  expect(decided).toMatchObject({
    ...{ decision: 'approved', verdict: 'failed' },
    next: { task: { item: { id: ids[1], claimed_by: { id: reviewer.actor.id } } }, remaining: 2 },
  })
  expect(await actions(reviewer)).toEqual(['review.claim', 'review.decide', 'review.claim'])
})

test('what was put aside is left out, and nothing is next when all is', async () => {
  const { admin, ids } = await stage(3)
  const reviewer = await person(admin)
  const one = await decideAndClaim(reviewer, ids[0] ?? '', { verdict: 'failed' }, [ids[1] ?? ''])
  expect(one.next?.task?.item.id).toBe(ids[2])
  const two = await decideAndClaim(reviewer, ids[2] ?? '', { verdict: 'failed' }, [ids[1] ?? ''])
  expect(two.next).toEqual({ task: null, remaining: 1 })
})

test.each<[string, (ctx: Ctx, work: (ctx: Ctx) => Promise<unknown>) => Promise<unknown>]>([
  ['on its own', (ctx, work) => work(ctx)],
  ['within a transaction', (ctx, work) => inTransaction(ctx, work)],
])('a claim that fails leaves the decision recorded, %s', async (_, run) => {
  const { admin, ids, executions } = await stage(2)
  await unreadable(executions[1]?.id)
  const reviewer = await person(admin)
  await run(reviewer, async (ctx) =>
    expect(await decideAndClaim(ctx, ids[0] ?? '', { verdict: 'passed' })).toMatchObject({
      ...{ decision: 'rejected', verdict: 'passed', next: null },
    }),
  )
  expect(await getReviewItem(admin, ids[0] ?? '')).toMatchObject({ status: 'decided' })
  expect(await getReviewItem(admin, ids[1] ?? '')).toMatchObject({ claimed_by: null })
})

test('a decision that is refused claims nothing', async () => {
  const { admin, ids } = await stage(2)
  const reviewer = await person(admin)
  await decideAndClaim(reviewer, ids[0] ?? '', { verdict: 'failed' }, [ids[1] ?? ''])
  await expect(decideAndClaim(reviewer, ids[0] ?? '', { verdict: 'failed' })).rejects.toThrow(
    /decided already/,
  )
  expect(await getReviewItem(admin, ids[1] ?? '')).toMatchObject({ claimed_by: null })
})

test('refuses the wrong role and another organization', async () => {
  const { admin, ids } = await stage(1)
  const decide = (ctx: Ctx) => decideAndClaim(ctx, ids[0] ?? '', { verdict: 'failed' })
  await expect(decide(await person(admin, 'viewer'))).rejects.toThrow(/may not/)
  await expect(decide(await createCtx(database.db, 'reviewer'))).rejects.toThrow(/No review item/)
  const [item] = await database.db
    .select()
    .from(reviewItems)
    .where(eq(reviewItems.id, ids[0] ?? ''))
  expect(item).toMatchObject({ status: 'pending', claimedBy: null })
})
