import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { executionDetails, validationResults } from '#db/schema/executions.ts'
import { testCaseVersions } from '#db/schema/suites.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { caseDefinition, createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import type { Proof, Score } from '#lib/engines/validation/score.ts'
import { policy, textTurn } from '#lib/engines/validation/testing/evidence.ts'
import { getExecutionRow } from '#lib/executions/queries.ts'
import { revalidateExecution } from '#lib/executions/revalidate-execution.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { getReply, listReplies } from '#lib/policies/list-replies.ts'
import { loadPrecedents } from '#lib/policies/load-precedents.ts'
import { contextHashes } from '#lib/policies/reply-form.ts'
import { withdrawReply } from '#lib/policies/withdraw-reply.ts'
import { decideReview } from '#lib/review/decide-review.ts'
import { requestReview } from '#lib/review/request-review.ts'

const database = useTestDatabase()
useBoss(database)

const said = 'what is the weather in toronto'
const expected = 'It is sunny in Toronto.'
const score = (turn: number, validator: string, proof: Proof): Score => ({
  ...{ validator, version: 2, turn, score: 0.8, proof, pass: proof !== 'wrong', confidence: 0.7 },
  ...{ weight: 1, mustHave: true, evidence: '' },
})

type Answer = { reply: string; response?: Proof; intent?: Proof }

/** Doubtful executions of one case of so many turns, one for each entry, with what was answered. */
async function stage(ctx: Ctx, conversations: Answer[][]) {
  const doubtful = {
    verdict: 'passed',
    confidence: 0.7,
    reason: 'doubtful',
    proven: false,
  } as const
  const { executions } = await createRunFixture(
    ctx,
    conversations.map(() => doubtful),
  )
  const [first] = executions
  const { execution } = await getExecutionRow(ctx, first?.id ?? '')
  const turns = (conversations[0] ?? []).map(() => ({
    ...{ say: said, expect: { response: { similar_to: expected } } },
  }))
  await ctx.db
    .update(testCaseVersions)
    .set({ definition: caseDefinition({ turns }) })
    .where(eq(testCaseVersions.caseId, execution.caseId))
  for (const [index, answers] of conversations.entries()) {
    const id = executions[index]?.id ?? ''
    const held = answers.map(({ reply }, turn) =>
      textTurn({ index: turn, said, reply_written: reply, reply_spoken: null }),
    )
    const scores = answers.flatMap(({ response = 'unproven', intent = 'right' }, turn) => [
      score(turn, 'response', response),
      score(turn, 'intent', intent),
    ])
    await ctx.db
      .update(executionDetails)
      .set({ turns: held })
      .where(eq(executionDetails.executionId, id))
    await ctx.db
      .update(validationResults)
      .set({ scores })
      .where(eq(validationResults.executionId, id))
  }
  const decide = (index: number, verdict: 'passed' | 'failed' | 'invalid') =>
    decideReview(ctx, executions[index]?.reviewId ?? '', { verdict })
  return { executions, caseId: execution.caseId, decide }
}

const live = async (ctx: Ctx, caseId: string) => {
  const { data } = await listReplies(ctx, { case_id: caseId, live: true })
  return data.map(({ ruling, turn, reply }) => `${ruling} ${turn} ${reply}`)
}

const sunny = 'Sunshine over Toronto today.'

describe('a decision', () => {
  test('that passes approves the wording of each reply that proved nothing', async () => {
    const ctx = await createCtx(database.db)
    const { caseId, decide } = await stage(ctx, [
      [{ reply: sunny }, { reply: 'As I said.' }, { reply: expected, response: 'right' }],
    ])
    await decide(0, 'passed')
    expect(await live(ctx, caseId)).toEqual(['approved 1 As I said.', `approved 0 ${sunny}`])
  })

  test('that fails rejects the wording only where nothing else can be meant', async () => {
    const ctx = await createCtx(database.db)
    const one = await stage(ctx, [[{ reply: 'I do not know.' }]])
    await one.decide(0, 'failed')
    expect(await live(ctx, one.caseId)).toEqual(['rejected 0 I do not know.'])
    const two = await stage(ctx, [[{ reply: sunny }, { reply: 'Rain.' }]])
    await two.decide(0, 'failed')
    const other = await stage(ctx, [[{ reply: sunny, intent: 'unproven' }]])
    await other.decide(0, 'failed')
    expect([await live(ctx, two.caseId), await live(ctx, other.caseId)]).toEqual([[], []])
  })

  test('that the evidence allows no judgement rules on nothing', async () => {
    const ctx = await createCtx(database.db)
    const { caseId, decide } = await stage(ctx, [[{ reply: sunny }]])
    await decide(0, 'invalid')
    expect(await live(ctx, caseId)).toEqual([])
  })

  test('against an earlier one withdraws it, keeps why, and rules on nothing itself', async () => {
    const ctx = await createCtx(database.db)
    const { caseId, decide, executions } = await stage(ctx, [
      [{ reply: sunny }],
      [{ reply: ` ${sunny.toUpperCase()} ` }],
      [{ reply: sunny }],
    ])
    await decide(0, 'passed')
    await decide(1, 'failed')
    expect(await live(ctx, caseId)).toEqual([])
    const { data } = await listReplies(ctx, { case_id: caseId })
    expect(data).toMatchObject([
      { ruling: 'approved', withdrawn: { by: ctx.actor.name, why: expect.anything() as string } },
    ])
    expect(data[0]?.withdrawn?.why).toContain(executions[1]?.id)
    await decide(2, 'failed')
    expect(await live(ctx, caseId)).toEqual([`rejected 0 ${sunny}`])
  })

  test('that fails for a proven reason leaves an approved wording alone', async () => {
    const ctx = await createCtx(database.db)
    const { caseId, decide } = await stage(ctx, [
      [{ reply: sunny }],
      [{ reply: sunny, intent: 'wrong' }],
    ])
    await decide(0, 'passed')
    await decide(1, 'failed')
    expect(await live(ctx, caseId)).toEqual([`approved 0 ${sunny}`])
  })

  test('on the same execution withdraws what the first look had approved', async () => {
    const ctx = await createCtx(database.db)
    const { caseId, decide, executions } = await stage(ctx, [[{ reply: sunny }]])
    await decide(0, 'passed')
    await requestReview(ctx, executions[0]?.id ?? '')
    await decide(0, 'failed')
    expect(await live(ctx, caseId)).toEqual([])
  })
})

describe('a decided wording', () => {
  const precedents = async (ctx: Ctx, executionId: string) => {
    const row = await getExecutionRow(ctx, executionId)
    return loadPrecedents(
      withinCtx(ctx),
      row.execution,
      contextHashes(row.case, row.execution.language),
    )
  }

  test('decides the same wording from then on and is cited', async () => {
    const ctx = await createCtx(database.db)
    const { caseId, decide, executions } = await stage(ctx, [
      [{ reply: sunny }],
      [{ reply: sunny }],
    ])
    const second = executions[1]?.id ?? ''
    const before = await revalidateExecution(ctx, second, policy)
    expect(before).toMatchObject({ status: 'manual_review', proven: false })
    await decide(0, 'passed')
    const after = await revalidateExecution(ctx, second, policy, 'wordings were approved')
    expect(after).toMatchObject({ verdict: 'passed', status: 'auto_pass', proven: true })
    const [reply] = (await listReplies(ctx, { execution_id: second })).data
    expect(reply).toMatchObject({ ruling: 'approved', case: { id: caseId } })
    expect(JSON.stringify(after.scores)).toContain(reply?.id)
  })

  test('holds for the same question only', async () => {
    const ctx = await createCtx(database.db)
    const { caseId, decide, executions } = await stage(ctx, [[{ reply: sunny }]])
    await decide(0, 'passed')
    const id = executions[0]?.id ?? ''
    expect(await precedents(ctx, id)).toMatchObject([{ ruling: 'approved', turn: 0 }])
    const turns = [{ say: 'will it rain', expect: { response: { similar_to: expected } } }]
    await ctx.db
      .update(testCaseVersions)
      .set({ definition: caseDefinition({ turns }) })
      .where(eq(testCaseVersions.caseId, caseId))
    expect(await precedents(ctx, id)).toEqual([])
  })

  test('can be withdrawn by whoever may review, once, with why and a trace', async () => {
    const ctx = await createCtx(database.db)
    const { decide, executions } = await stage(ctx, [[{ reply: sunny }]])
    await decide(0, 'passed')
    const id = (await listReplies(ctx)).data[0]?.id ?? ''
    const viewer = ctxFor(
      database.db,
      await createUser(database.db, { id: ctx.organizationId }, 'viewer'),
    )
    const why = 'it says nothing of the temperature'
    await expect(withdrawReply(viewer, id, { why })).rejects.toThrow(/may not/)
    await expect(withdrawReply(await createCtx(database.db), id, { why })).rejects.toThrow(/No /)
    await expect(getReply(await createCtx(database.db), id)).rejects.toThrow(/No /)
    expect(await withdrawReply(ctx, id, { why })).toMatchObject({ withdrawn: { why } })
    await expect(withdrawReply(ctx, id, { why })).rejects.toMatchObject({ code: 'conflict' })
    expect(await precedents(ctx, executions[0]?.id ?? '')).toEqual([])
    const traces = await ctx.db
      .select()
      .from(activityLog)
      .where(and(eq(activityLog.entityId, id), eq(activityLog.action, 'reply.withdraw')))
    expect(traces).toHaveLength(1)
  })
})
