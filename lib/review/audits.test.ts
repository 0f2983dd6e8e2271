import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'

import { readReport } from '#app/api/_lib/read-report.ts'
import { activityLog } from '#db/schema/activity.ts'
import { validationResults, validationResultVersions } from '#db/schema/executions.ts'
import { reviewItems } from '#db/schema/review.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { policy } from '#lib/engines/validation/testing/evidence.ts'
import { conversationText, executionJson, reviewJson } from '#lib/evidence/execution-texts.ts'
import { loadExecution } from '#lib/evidence/load-execution.ts'
import { getExecution } from '#lib/executions/queries.ts'
import { revalidateExecution } from '#lib/executions/revalidate-execution.ts'
import { compareRuns } from '#lib/notifications/runs/compare-runs.ts'
import { listFailures } from '#lib/notifications/runs/list-failures.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { claimReview } from '#lib/review/claim-review.ts'
import { decideReview } from '#lib/review/decide-review.ts'
import { findReviewOf, getReviewItem } from '#lib/review/queries.ts'
import { requestReview } from '#lib/review/request-review.ts'
import { listRunItems } from '#lib/runs/item-queries.ts'
import { getRun } from '#lib/runs/queries.ts'
import { writeCtrf } from '#lib/runs/report/ctrf.ts'
import { writeJunit } from '#lib/runs/report/junit.ts'
import { RunItemFilter } from '#lib/runs/schema.ts'

const database = useTestDatabase()
useBoss(database)

const audit = { verdict: 'failed', confidence: 0.97, reason: 'audit', band: 'intent@2' } as const
/** Says what only the judgement knows: wherever it shows, the audit is not blind. */
const secret = 'the reply names another city'

async function stage(ctx: Ctx) {
  const run = await createRunFixture(ctx, [audit])
  const [execution] = run.executions
  if (!execution) throw new Error('no execution')
  await ctx.db
    .update(validationResults)
    .set({ reason: secret, bandText: secret, blame: 'content' })
    .where(eq(validationResults.executionId, execution.id))
  return { ...run, id: execution.id, reviewId: execution.reviewId }
}

const decide = (ctx: Ctx, id: string) => decideReview(ctx, id, { verdict: 'failed' })
const everything = RunItemFilter.parse({})

/** All that a person may be shown of one execution, by its ways out. */
const waysOut: Record<string, (ctx: Ctx, of: { id: string; runId: string }) => Promise<unknown>> = {
  execution: (ctx, { id }) => getExecution(ctx, id),
  'review item': (ctx, { id }) => findReviewOf(ctx, id),
  'review task': (ctx) => claimReview(ctx),
  'items of the run': (ctx, { runId }) => listRunItems(ctx, runId, everything),
  'JUnit file': async (ctx, { runId }) => writeJunit(await readReport(ctx, runId)),
  'CTRF file': async (ctx, { runId }) => writeCtrf(await readReport(ctx, runId)),
  'evidence bundle': async (ctx, { id }) => {
    const evidence = await loadExecution(ctx, id)
    return [executionJson(evidence, []), reviewJson(evidence), conversationText(evidence)]
  },
  'failures in messages': (ctx, { runId }) => listFailures(ctx, runId),
  'changes in messages': async (ctx, { runId }) =>
    (await compareRuns(ctx, runId, null)).newFailures.map(() => `failed: ${secret}`),
}

describe('an open audit is blind', () => {
  test.each(Object.entries(waysOut))('in: %s', async (_name, read) => {
    const ctx = await createCtx(database.db)
    const staged = await stage(ctx)
    const hidden = JSON.stringify(await read(ctx, staged))
    expect(hidden).not.toContain(secret)
    // `failed` may stand for a name of a field, never for a value or a verdict.
    expect(hidden).not.toMatch(/"failed"[^:]|: failed|<failure|auto_fail|0\.97/)
  })

  test.each(Object.entries(waysOut).filter(([name]) => !name.startsWith('review')))(
    'no longer, once it is decided, in: %s',
    async (_name, read) => {
      const ctx = await createCtx(database.db)
      const staged = await stage(ctx)
      await decide(ctx, staged.reviewId)
      expect(JSON.stringify(await read(ctx, staged))).toMatch(/failed|failure|another city/)
    },
  )

  test('to filters of the run, while the run counts it', async () => {
    const ctx = await createCtx(database.db)
    const { runId } = await stage(ctx)
    for (const filter of [{ verdict: 'failed' }, { review_status: 'auto_fail' }] as const)
      expect((await listRunItems(ctx, runId, { ...everything, ...filter })).data).toEqual([])
    expect((await getRun(ctx, runId)).counts).toMatchObject({ failed: 1, manual_review: 0 })
  })

  test('to the log when it is judged again', async () => {
    const ctx = await createCtx(database.db)
    const { id } = await stage(ctx)
    await revalidateExecution(ctx, id, policy)
    const [trace] = await ctx.db
      .select()
      .from(activityLog)
      .where(and(eq(activityLog.entityId, id), eq(activityLog.action, 'execution.revalidate')))
    expect(trace).toMatchObject({
      detail: { why: 'Judged again', policy_version: policy.version },
      ...{ before: null, after: null },
    })
  })

  test('to whoever asks for a review of it: it stays an audit', async () => {
    const ctx = await createCtx(database.db)
    const { id } = await stage(ctx)
    await requestReview(ctx, id)
    expect(await findReviewOf(ctx, id)).toMatchObject({ reason: 'audit', automatic_verdict: null })
    expect((await getExecution(ctx, id)).validation).toBeNull()
  })
})

describe('the decision on an audit', () => {
  test('names a verdict: agreeing is refused, and the refusal tells nothing', async () => {
    const ctx = await createCtx(database.db)
    const { reviewId } = await stage(ctx)
    for (const decision of ['approved', 'rejected'] as const) {
      const refused = decideReview(ctx, reviewId, { decision })
      await expect(refused).rejects.toThrow(/blind audit: name the verdict/)
      await expect(refused).rejects.not.toThrow(/failed:|automatic verdict is/)
    }
  })

  test('follows from the verdict alone, whatever else is said', async () => {
    const ctx = await createCtx(database.db)
    const { reviewId } = await stage(ctx)
    expect(await decideReview(ctx, reviewId, { decision: 'approved', verdict: 'passed' })).toEqual({
      decision: 'rejected',
      verdict: 'passed',
      kept: 0,
    })
  })

  test('leaves what Earshot had said as it was, after a second look as well', async () => {
    const ctx = await createCtx(database.db)
    const { id, reviewId } = await stage(ctx)
    await decideReview(ctx, reviewId, { verdict: 'passed' })
    const automatic = { automatic_verdict: 'failed', confidence: expect.closeTo(0.97) as number }
    expect(await getReviewItem(ctx, reviewId)).toMatchObject(automatic)
    await requestReview(ctx, id)
    expect(await getReviewItem(ctx, reviewId)).toMatchObject({ ...automatic, reason: 'requested' })
    await decideReview(ctx, reviewId, { verdict: 'failed' })
    const [item] = await ctx.db.select().from(reviewItems).where(eq(reviewItems.id, reviewId))
    expect(item).toMatchObject({ origin: 'audit', auditShare: expect.closeTo(0.02) as number })
    expect((await getExecution(ctx, id)).validation).toMatchObject({
      ...{ verdict: 'failed', automatic_verdict: 'failed', review_status: 'approved' },
    })
  })
})

describe('judging again', () => {
  const versionsOf = (ctx: Ctx, id: string) =>
    ctx.db
      .select()
      .from(validationResultVersions)
      .where(eq(validationResultVersions.executionId, id))

  test('keeps the old judgement with why, and asks people when nothing is proven any more', async () => {
    const ctx = await createCtx(database.db)
    const { executions } = await createRunFixture(ctx, [{ verdict: 'passed', confidence: 0.97 }])
    const id = executions[0]?.id ?? ''
    // Its evidence holds no turn at all, so nothing can be proven.
    const validation = await revalidateExecution(ctx, id, policy, 'a new validator')
    expect(await versionsOf(ctx, id)).toMatchObject([
      { revision: 1, why: 'a new validator', replacedByPolicy: policy.version },
    ])
    expect((await getExecution(ctx, id)).validation).toMatchObject({
      ...{ revision: 2, verdict: validation.verdict, automatic_verdict: validation.verdict },
    })
  })

  test('never overrules a person, and renews what Earshot says beside it', async () => {
    const ctx = await createCtx(database.db)
    const { id, reviewId } = await stage(ctx)
    await decideReview(ctx, reviewId, { verdict: 'passed', notes: 'it is right' })
    const validation = await revalidateExecution(ctx, id, policy)
    expect((await getExecution(ctx, id)).validation).toMatchObject({
      ...{ verdict: 'passed', review_status: 'rejected', reason: secret },
      automatic_verdict: validation.verdict,
    })
  })

  test('is refused to the wrong role and to another organization', async () => {
    const ctx = await createCtx(database.db)
    const { id } = await stage(ctx)
    const reviewer = ctxFor(
      database.db,
      await createUser(database.db, { id: ctx.organizationId }, 'reviewer'),
    )
    await expect(revalidateExecution(reviewer, id, policy)).rejects.toThrow(/may not/)
    await expect(revalidateExecution(await createCtx(database.db), id, policy)).rejects.toThrow(
      /No execution/,
    )
  })
})
