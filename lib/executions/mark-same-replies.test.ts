import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { executionDetails, validationResults, voiceTestExecutions } from '#db/schema/executions.ts'
import { reviewItems } from '#db/schema/review.ts'
import { testExecutionQueue } from '#db/schema/runs.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { caseDefinition, createCtx, createSuiteFixture } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { clip, policy, voiceTurn } from '#lib/engines/validation/testing/evidence.ts'
import { markSameReplies } from '#lib/executions/mark-same-replies.ts'
import { getExecution } from '#lib/executions/queries.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { decideReview } from '#lib/review/decide-review.ts'
import { getRun } from '#lib/runs/queries.ts'

const database = useTestDatabase()
useBoss(database)

const expectation = { intent: 'WeatherQuery' }
const says = ['what is the weather in toronto', 'will it rain in boston', 'how hot is it in rome']
const policyOf = () => Promise.resolve(policy)

/** A run of three questions; all passed without a person. */
async function stage(ctx: Ctx, replies: (string | null)[]) {
  const definitions = says.map((say, n) =>
    caseDefinition({ id: `q${n}`, name: `Question ${n}`, turns: [{ say, expect: expectation }] }),
  )
  const { cases } = await createSuiteFixture(ctx, { cases: definitions })
  const { runId, executions } = await createRunFixture(ctx, [{}, {}, {}])
  for (const [n, { id }] of executions.entries()) {
    const caseId = cases[n]?.id ?? ''
    const said = says[n] ?? ''
    const turn = voiceTurn({
      ...{ said, heard: said, reply_written: replies[n] ?? null, reply_spoken: null },
      reply_audio: clip({ sha256: `audio ${n}` }),
    })
    await ctx.db.update(voiceTestExecutions).set({ caseId }).where(eq(voiceTestExecutions.id, id))
    await ctx.db
      .update(testExecutionQueue)
      .set({ caseId })
      .where(eq(testExecutionQueue.executionId, id))
    await ctx.db
      .update(executionDetails)
      .set({ turns: [turn] })
      .where(eq(executionDetails.executionId, id))
  }
  return { runId, ids: executions.map(({ id }) => id) }
}

const sunny = 'It is sunny.'

test('passes that rest on one reply to several questions are no longer proven', async () => {
  const ctx = await createCtx(database.db)
  const { runId, ids } = await stage(ctx, [sunny, 'It is SUNNY', 'It will be 30 degrees.'])
  expect(await markSameReplies(ctx, runId, policyOf)).toBe(2)
  const [first, , third] = await Promise.all(ids.map((id) => getExecution(ctx, id)))
  expect(first?.validation).toMatchObject({
    ...{ verdict: 'passed', review_status: 'manual_review', proven: false, revision: 2 },
    doubts: [
      {
        validator: 'same_reply',
        why: expect.stringMatching(
          /the same reply came to 2 different utterances of this run, such as "will it rain in boston" \(Question 1\)/,
        ) as string,
      },
    ],
  })
  expect(first?.turns[0]?.same_reply).toMatchObject({ utterances: 2, by: 'words' })
  expect(third?.validation?.review_status).toBe('auto_pass')
  expect(await getRun(ctx, runId)).toMatchObject({
    counts: { passed: 3, failed: 0, manual_review: 2 },
    same_replies: 2,
  })
  const queued = await ctx.db.select().from(reviewItems).where(eq(reviewItems.runId, runId))
  expect(queued.map(({ executionId }) => executionId).sort()).toEqual([ids[0], ids[1]].sort())
  const [logged] = await ctx.db
    .select()
    .from(activityLog)
    .where(
      and(eq(activityLog.action, 'execution.revalidate'), eq(activityLog.entityId, ids[0] ?? '')),
    )
  expect(logged?.detail).toMatchObject({ why: expect.stringMatching(/same reply/) as string })
})

test('doing it again changes nothing, wherever it stopped', async () => {
  const ctx = await createCtx(database.db)
  const { runId } = await stage(ctx, [sunny, sunny, sunny])
  const stop = new AbortController()
  let seen = 0
  const dying = () => {
    if (++seen === 2) stop.abort(new Error('the worker died'))
    return policyOf()
  }
  await expect(markSameReplies(ctx, runId, dying, stop.signal)).rejects.toThrow('the worker died')
  expect(await markSameReplies(ctx, runId, policyOf)).toBe(1)
  expect(await markSameReplies(ctx, runId, policyOf)).toBe(0)
  const rows = await ctx.db
    .select({ revision: validationResults.revision })
    .from(validationResults)
    .innerJoin(voiceTestExecutions, eq(voiceTestExecutions.id, validationResults.executionId))
    .where(eq(voiceTestExecutions.runId, runId))
  expect(rows.map(({ revision }) => revision)).toEqual([2, 2, 2])
  expect((await getRun(ctx, runId)).counts.manual_review).toBe(3)
})

test('a decision of a person stands, and its wording is not doubted again', async () => {
  const ctx = await createCtx(database.db)
  const { runId, ids } = await stage(ctx, [sunny, sunny, 'Hot.'])
  await markSameReplies(ctx, runId, policyOf)
  const [item] = await ctx.db
    .select()
    .from(reviewItems)
    .where(eq(reviewItems.executionId, ids[0] ?? ''))
  await decideReview(ctx, item?.id ?? '', { verdict: 'passed' })
  expect(await markSameReplies(ctx, runId, policyOf)).toBe(0)
  expect((await getExecution(ctx, ids[0] ?? '')).validation?.review_status).toBe('approved')
})

test('runs of another organization are none of its business', async () => {
  const ctx = await createCtx(database.db)
  const { runId } = await stage(ctx, [sunny, sunny, sunny])
  expect(await markSameReplies(await createCtx(database.db), runId, policyOf)).toBe(0)
})
