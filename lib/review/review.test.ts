import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { reviewDecisions, reviewItems } from '#db/schema/review.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { getExecution } from '#lib/executions/queries.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { claimReview, renewClaim } from '#lib/review/claim-review.ts'
import { decideReview, resolveDecision } from '#lib/review/decide-review.ts'
import { countOpenReviews, listReviews } from '#lib/review/queries.ts'
import { releaseReview } from '#lib/review/release-review.ts'
import { requestReview } from '#lib/review/request-review.ts'
import { getRun } from '#lib/runs/queries.ts'

const database = useTestDatabase()
useBoss(database)

const reviewer = async (of: Ctx, role: 'reviewer' | 'viewer' = 'reviewer') =>
  ctxFor(database.db, await createUser(database.db, { id: of.organizationId }, role))

const doubtful = { verdict: 'failed', confidence: 0.5, reason: 'doubtful' } as const

const auditOf = (ctx: Ctx, action: string) =>
  ctx.db
    .select()
    .from(activityLog)
    .where(
      sql`${activityLog.organizationId} = ${ctx.organizationId} and ${activityLog.action} = ${action}`,
    )

describe('claiming', () => {
  test('twenty reviewers at once never share one of fifteen items', async () => {
    const admin = await createCtx(database.db)
    await createRunFixture(
      admin,
      Array.from({ length: 15 }, () => doubtful),
    )
    const people = await Promise.all(Array.from({ length: 20 }, () => reviewer(admin)))
    const tasks = await Promise.all(people.map((person) => claimReview(person)))
    const ids = tasks.flatMap((task) => task?.item.id ?? [])
    expect(ids).toHaveLength(15)
    expect(new Set(ids).size).toBe(15)
  })

  test('gives back the item the reviewer holds, until it is released', async () => {
    const admin = await createCtx(database.db)
    await createRunFixture(admin, [doubtful, { ...doubtful, confidence: 0.4 }])
    const person = await reviewer(admin)
    const first = await claimReview(person)
    expect((await claimReview(person))?.item.id).toBe(first?.item.id)
    const next = await claimReview(person, [first?.item.id ?? ''])
    expect(next?.item.id).not.toBe(first?.item.id)
  })

  test('takes over an item whose lease has ended, and the former holder cannot renew it', async () => {
    const admin = await createCtx(database.db)
    const { executions } = await createRunFixture(admin, [doubtful])
    const [slow, quick] = [await reviewer(admin), await reviewer(admin)]
    await claimReview(slow)
    expect(await claimReview(quick)).toBeNull()
    await database.db
      .update(reviewItems)
      .set({ leaseExpiresAt: sql`now() - interval '1 second'` })
      .where(eq(reviewItems.executionId, executions[0]?.id ?? ''))
    expect(await claimReview(quick)).not.toBeNull()
    expect(await renewClaim(slow, executions[0]?.reviewId ?? '')).toBe(false)
    expect(await renewClaim(quick, executions[0]?.reviewId ?? '')).toBe(true)
  })

  test('hides the automatic judgement in a blind audit', async () => {
    const admin = await createCtx(database.db)
    await createRunFixture(admin, [{ verdict: 'passed', confidence: 0.99, reason: 'audit' }])
    const task = await claimReview(await reviewer(admin))
    expect(task?.item).toMatchObject({ reason: 'audit', automatic_verdict: null, confidence: null })
    expect(task?.execution.validation).toBeNull()
  })

  test('refuses the wrong role, and shows nothing of another organization', async () => {
    const admin = await createCtx(database.db)
    await createRunFixture(admin, [doubtful])
    await expect(claimReview(await reviewer(admin, 'viewer'))).rejects.toThrow(/may not/)
    expect(await claimReview(await createCtx(database.db, 'reviewer'))).toBeNull()
  })
})

describe('deciding', () => {
  test('changes verdict, counters and roll-up together, and keeps who, how long and why', async () => {
    const admin = await createCtx(database.db)
    const { runId, executions } = await createRunFixture(admin, [doubtful, { verdict: 'passed' }])
    const person = await reviewer(admin)
    const task = await claimReview(person)
    const result = await decideReview(person, task?.item.id ?? '', {
      decision: 'rejected',
      notes: 'the answer is right',
    })
    expect(result).toMatchObject({ decision: 'rejected', verdict: 'passed' })
    const { counts } = await getRun(admin, runId)
    expect(counts).toMatchObject({ passed: 2, failed: 0, manual_review: 0 })
    const execution = await getExecution(admin, executions[0]?.id ?? '')
    expect(execution.validation).toMatchObject({ verdict: 'passed', review_status: 'rejected' })
    expect(execution.review).toMatchObject([
      { decision: 'rejected', verdict: 'passed', notes: 'the answer is right' },
    ])
    expect(execution.review[0]?.duration_ms).toBeGreaterThanOrEqual(0)
    expect(await auditOf(admin, 'review.decide')).toHaveLength(1)
    expect(await countOpenReviews(admin)).toBe(0)
  })

  test('is refused while somebody else holds the item, and when it is decided already', async () => {
    const admin = await createCtx(database.db)
    const { executions } = await createRunFixture(admin, [doubtful])
    const [holder, other] = [await reviewer(admin), await reviewer(admin)]
    const id = executions[0]?.reviewId ?? ''
    await claimReview(holder)
    await expect(decideReview(other, id, { verdict: 'passed' })).rejects.toThrow(/is working on/)
    await decideReview(holder, id, { verdict: 'failed' })
    await expect(decideReview(holder, id, { verdict: 'failed' })).rejects.toThrow(/decided already/)
  })

  test('of two at the same instant only one counts', async () => {
    const admin = await createCtx(database.db)
    const { executions, runId } = await createRunFixture(admin, [doubtful])
    const id = executions[0]?.reviewId ?? ''
    const [a, b] = [await reviewer(admin), await reviewer(admin)]
    const results = await Promise.allSettled([
      decideReview(a, id, { verdict: 'passed' }),
      decideReview(b, id, { verdict: 'passed' }),
    ])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await getRun(admin, runId)).counts).toMatchObject({ passed: 1, failed: 0 })
  })

  test('refuses a decision that contradicts its verdict', () => {
    expect(() => resolveDecision({ decision: 'approved', verdict: 'failed' }, 'passed')).toThrow(
      /cannot be approved/,
    )
    expect(resolveDecision({ verdict: 'failed' }, 'passed').decision).toBe('rejected')
    expect(resolveDecision({ decision: 'approved' }, 'invalid').verdict).toBe('invalid')
  })

  test('refuses the wrong role and another organization', async () => {
    const admin = await createCtx(database.db)
    const { executions } = await createRunFixture(admin, [doubtful])
    const id = executions[0]?.reviewId ?? ''
    const input = { verdict: 'passed' } as const
    await expect(decideReview(await reviewer(admin, 'viewer'), id, input)).rejects.toThrow(
      /may not/,
    )
    const stranger = await createCtx(database.db, 'reviewer')
    await expect(decideReview(stranger, id, input)).rejects.toThrow(/No review item/)
  })

  test('a second review is measured against what Earshot had said, not against the first', async () => {
    const admin = await createCtx(database.db)
    const { executions } = await createRunFixture(admin, [doubtful])
    const [first, id] = [executions[0]?.id ?? '', executions[0]?.reviewId ?? '']
    await decideReview(admin, id, { verdict: 'passed' })
    await requestReview(admin, first)
    await decideReview(admin, id, { verdict: 'passed' })
    const rows = await database.db
      .select()
      .from(reviewDecisions)
      .where(eq(reviewDecisions.executionId, first))
    expect(rows.map((row) => row.automaticVerdict)).toEqual(['failed', 'failed'])
  })
})

describe('releasing and asking', () => {
  test('a released item is free for others, with a trace', async () => {
    const admin = await createCtx(database.db)
    const { executions } = await createRunFixture(admin, [doubtful])
    const [holder, other] = [await reviewer(admin), await reviewer(admin)]
    const id = executions[0]?.reviewId ?? ''
    await claimReview(holder)
    await expect(releaseReview(other, id)).rejects.toThrow(/is working on/)
    await releaseReview(holder, id)
    expect((await claimReview(other))?.item.id).toBe(id)
    expect(await auditOf(admin, 'review.release')).toHaveLength(1)
  })

  test('any execution can be sent to the queue, once', async () => {
    const admin = await createCtx(database.db)
    const { executions, runId } = await createRunFixture(admin, [{ verdict: 'passed' }])
    const id = executions[0]?.id ?? ''
    await requestReview(admin, id)
    await requestReview(admin, id)
    expect((await listReviews(admin)).data).toMatchObject([
      { execution_id: id, reason: 'requested' },
    ])
    expect((await getRun(admin, runId)).counts).toMatchObject({ passed: 1, manual_review: 1 })
    await expect(requestReview(await createCtx(database.db), id)).rejects.toThrow(/No execution/)
  })
})
