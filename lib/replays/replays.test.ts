import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { executionDetails, validationResultVersions } from '#db/schema/executions.ts'
import { testCaseVersions } from '#db/schema/suites.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { caseDefinition, createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import { textTurn } from '#lib/engines/validation/testing/evidence.ts'
import { getExecution, getExecutionRow } from '#lib/executions/queries.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { applyChanges } from '#lib/replays/apply-changes.ts'
import { applyReplay } from '#lib/replays/apply-replay.ts'
import { discardReplay } from '#lib/replays/discard-replay.ts'
import { getReplay, listReplayChanges, listReplays } from '#lib/replays/queries.ts'
import { runReplay } from '#lib/replays/run-replay.ts'
import { startReplay } from '#lib/replays/start-replay.ts'
import { decideReview } from '#lib/review/decide-review.ts'
import { getRun } from '#lib/runs/queries.ts'

const database = useTestDatabase()
useBoss(database)

const signal = AbortSignal.timeout(60_000)
type Fixture = Parameters<typeof createRunFixture>[1][number] & { reply: string }

/** A run of one case that must say "sunny in Toronto", as it was judged then, with what was really answered. */
async function stage(answers: Fixture[]) {
  const ctx = await createCtx(database.db)
  const { runId, executions } = await createRunFixture(ctx, answers)
  const ids = executions.map(({ id }) => id)
  const { execution } = await getExecutionRow(ctx, ids[0] ?? '')
  const turns = [{ say: 'weather', expect: { response: { contains: ['sunny in Toronto'] } } }]
  await ctx.db
    .update(testCaseVersions)
    .set({ definition: caseDefinition({ turns }) })
    .where(eq(testCaseVersions.caseId, execution.caseId))
  for (const [index, { reply }] of answers.entries())
    await ctx.db
      .update(executionDetails)
      .set({ turns: [textTurn({ reply_written: reply, reply_spoken: null, said: 'weather' })] })
      .where(eq(executionDetails.executionId, ids[index] ?? ''))
  return { ctx, runId, ids, reviewIds: executions.map(({ reviewId }) => reviewId) }
}

const right = 'It is sunny in Toronto.'
const wrong = 'It is raining in Boston.'
/** The old judge passed what is wrong, failed what is right, and asked about what is clear. */
const old: Fixture[] = [
  { verdict: 'passed', confidence: 0.97, reply: right },
  { verdict: 'passed', confidence: 0.97, reply: wrong },
  { verdict: 'failed', confidence: 0.6, reason: 'doubtful', reply: right },
]

async function replayed(ctx: Ctx, runId: string, policy?: PolicySettings) {
  const { id } = await startReplay(ctx, { run_id: runId, ...(policy && { policy }) })
  await runReplay(ctx, id, signal)
  return getReplay(ctx, id)
}

const applied = async (ctx: Ctx, id: string, ids: string[]) => {
  await applyReplay(ctx, id)
  await applyChanges(ctx, id, ids, signal)
  return getReplay(ctx, id)
}

test('old judgements are compared with those of today, and nothing is written', async () => {
  const { ctx, runId, ids } = await stage(old)
  const before = await Promise.all(ids.map((id) => getExecution(ctx, id)))
  const replay = await replayed(ctx, runId)
  expect(replay).toMatchObject({
    ...{ state: 'ready', scope: 'run', total: 3, judged: 3, policy: null },
    summary: {
      ...{ changed: 2, verdicts: 2, passed_to_failed: 1, failed_to_passed: 1 },
      ...{ no_longer_reviewed: 1, now_reviewed: 0, contradicts_people: 0 },
    },
  })
  const { data } = await listReplayChanges(ctx, replay.id)
  expect(data).toMatchObject([
    { before: { verdict: 'passed' }, after: { verdict: 'failed', review_status: 'auto_fail' } },
    {
      before: { verdict: 'failed', review_status: 'manual_review' },
      after: { verdict: 'passed', review_status: 'auto_pass' },
    },
  ])
  expect(await Promise.all(ids.map((id) => getExecution(ctx, id)))).toEqual(before)
})

test('applied, they take the place of the old ones, which are kept with why; counters follow', async () => {
  const { ctx, runId, ids } = await stage(old)
  const { id } = await replayed(ctx, runId)
  expect(await applied(ctx, id, ids)).toMatchObject({ state: 'applied', passed_over: 0 })
  const now = await Promise.all(ids.map((one) => getExecution(ctx, one)))
  expect(now.map(({ validation }) => validation?.verdict)).toEqual(['passed', 'failed', 'passed'])
  expect((await getRun(ctx, runId)).counts).toMatchObject({
    ...{ passed: 2, failed: 1, manual_review: 0 },
  })
  const kept = await database.db
    .select()
    .from(validationResultVersions)
    .where(eq(validationResultVersions.executionId, ids[1] ?? ''))
  expect(kept).toMatchObject([{ revision: 1, why: `Replay ${id} by the policy in force` }])
  expect((await replayed(ctx, runId)).summary).toMatchObject({ changed: 0 })
})

describe('people outrank it', () => {
  test('a decision stays, and is told where it contradicts the new judgement', async () => {
    const { ctx, runId, ids, reviewIds } = await stage(old)
    await decideReview(ctx, reviewIds[2] ?? '', { verdict: 'failed' })
    const replay = await replayed(ctx, runId)
    expect(replay.summary).toMatchObject({ contradicts_people: 1 })
    const { data } = await listReplayChanges(ctx, replay.id, { only: 'contradictions' })
    expect(data).toMatchObject([{ execution_id: ids[2], decided: 'failed', contradicts: true }])
    await applied(ctx, replay.id, ids)
    const { validation } = await getExecution(ctx, ids[2] ?? '')
    expect(validation).toMatchObject({
      ...{ verdict: 'failed', review_status: 'approved', automatic_verdict: 'passed' },
    })
  })

  test('what was judged by somebody meanwhile is left as it is', async () => {
    const { ctx, runId, ids } = await stage(old)
    const [first, second] = [await replayed(ctx, runId), await replayed(ctx, runId)]
    await applied(ctx, first.id, ids)
    expect(await applied(ctx, second.id, ids)).toMatchObject({ state: 'applied', passed_over: 2 })
  })

  test('an open blind audit is counted and not shown', async () => {
    const { ctx, runId } = await stage([
      { verdict: 'passed', confidence: 0.97, reason: 'audit', reply: wrong },
    ])
    const replay = await replayed(ctx, runId)
    expect(replay.summary).toMatchObject({ changed: 1, hidden: 1 })
    expect((await listReplayChanges(ctx, replay.id)).data).toEqual([])
  })
})

describe('a draft', () => {
  const strict = PolicySettings.parse({ auto_pass_confidence: 1.01, auto_fail_confidence: 1.01 })

  test('shows what it would change before anybody saves it', async () => {
    const { ctx, runId } = await stage([{ verdict: 'passed', confidence: 0.97, reply: right }])
    expect((await replayed(ctx, runId)).summary).toMatchObject({ changed: 0 })
    expect((await replayed(ctx, runId, strict)).summary).toMatchObject({
      ...{ changed: 1, verdicts: 0, now_reviewed: 1 },
    })
  })

  test('is applied only by whoever may change policies', async () => {
    const { ctx, runId } = await stage(old)
    const user = await createUser(database.db, { id: ctx.organizationId }, 'qa_engineer')
    const engineer = ctxFor(database.db, user)
    const draft = await replayed(engineer, runId, strict)
    await expect(applyReplay(engineer, draft.id)).rejects.toThrow(/may not/)
    const plain = await replayed(engineer, runId)
    expect(await applyReplay(engineer, plain.id)).toMatchObject({ state: 'applying' })
  })
})

test('a period and a single execution can be judged again, too', async () => {
  const { ctx, ids } = await stage(old)
  const now = Date.now()
  const at = (ms: number) => new Date(now + ms).toISOString()
  const period = await startReplay(ctx, { from: at(-3_600_000), to: at(60_000) })
  await runReplay(ctx, period.id, signal)
  expect(await getReplay(ctx, period.id)).toMatchObject({ scope: 'period', judged: 3 })
  const one = await startReplay(ctx, { execution_id: ids[1] ?? '' })
  await runReplay(ctx, one.id, signal)
  expect((await getReplay(ctx, one.id)).summary).toMatchObject({ changed: 1 })
  await expect(startReplay(ctx, { from: at(-9e9), to: at(-8e9) })).rejects.toThrow(
    /nothing to judge/,
  )
})

test('discarded, it is over; what is over is not applied', async () => {
  const { ctx, runId, ids } = await stage(old)
  const { id } = await replayed(ctx, runId)
  expect(await discardReplay(ctx, id)).toMatchObject({ state: 'discarded' })
  await expect(applyReplay(ctx, id)).rejects.toThrow(/was discarded/)
  await applyChanges(ctx, id, ids, signal)
  expect((await getExecution(ctx, ids[1] ?? '')).validation?.verdict).toBe('passed')
})

test('one that broke off starts again, and repeating a job changes nothing', async () => {
  const { ctx, runId, ids } = await stage(old)
  const { id } = await startReplay(ctx, { run_id: runId })
  const gone = AbortSignal.abort(new Error('the worker stops'))
  await expect(runReplay(ctx, id, gone)).rejects.toThrow(/the worker stops/)
  await runReplay(ctx, id, signal)
  await runReplay(ctx, id, signal)
  expect((await getReplay(ctx, id)).summary).toMatchObject({ changed: 2 })
  await applyReplay(ctx, id)
  await applyChanges(ctx, id, ids.slice(0, 2), signal)
  expect(await getReplay(ctx, id)).toMatchObject({ state: 'applying' })
  await Promise.all([applyChanges(ctx, id, ids, signal), applyChanges(ctx, id, ids, signal)])
  expect(await getReplay(ctx, id)).toMatchObject({ state: 'applied', passed_over: 0 })
  expect((await getExecution(ctx, ids[1] ?? '')).validation?.revision).toBe(2)
})

test('refuses the wrong role and another organization, and leaves traces', async () => {
  const { ctx, runId } = await stage(old)
  const { id } = await replayed(ctx, runId)
  const viewer = ctxFor(
    database.db,
    await createUser(database.db, { id: ctx.organizationId }, 'viewer'),
  )
  const other = await createCtx(database.db)
  for (const verb of [applyReplay, discardReplay]) {
    await expect(verb(viewer, id)).rejects.toThrow(/may not/)
    await expect(verb(other, id)).rejects.toThrow(/No replay/)
  }
  await expect(startReplay(viewer, { run_id: runId })).rejects.toThrow(/may not/)
  await expect(startReplay(other, { run_id: runId })).rejects.toThrow(/No run/)
  await expect(listReplayChanges(other, id)).rejects.toThrow(/No replay/)
  expect(await listReplays(other)).toEqual([])
  await applyReplay(ctx, id)
  const traces = await database.db
    .select({ action: activityLog.action })
    .from(activityLog)
    .where(and(eq(activityLog.entityId, id), eq(activityLog.entityType, 'replay')))
  expect(traces.map(({ action }) => action).toSorted()).toEqual(['replay.apply', 'replay.start'])
})
