import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'

import {
  executionDetails,
  validationResults,
  validationResultVersions,
  voiceTestExecutions,
} from '#db/schema/executions.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { policy, textTurn, voiceTurn } from '#lib/engines/validation/testing/evidence.ts'
import { revalidateExecution } from '#lib/executions/revalidate-execution.ts'
import { analyzeRun } from '#lib/insights/run/analyze-run.ts'
import { RunAnalysisQuery } from '#lib/insights/run/schema.ts'
import { createAnalysedRun } from '#lib/insights/run/testing/analysed-run.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { listRunItems } from '#lib/runs/item-queries.ts'
import { twinOutcomes } from '#db/enums.ts'
import { RunItemFilter } from '#lib/runs/schema.ts'

const database = useTestDatabase()

const countsOf = async (ctx: Ctx, runId: string) =>
  (await analyzeRun(ctx, runId, RunAnalysisQuery.parse({}))).twin?.all.counts

test('the filters of the results find as many items as the table counts', async () => {
  const ctx = await createCtx(database.db)
  const { runId } = await createAnalysedRun(
    ctx,
    [
      { twinVerdict: 'passed' },
      { twinVerdict: 'passed', verdict: 'failed', blame: 'latency' },
      { twinVerdict: 'passed', verdict: 'failed', blame: 'recognition' },
      { twinVerdict: 'failed', verdict: 'failed', blame: 'content' },
      { twinVerdict: 'failed' },
      { twinVerdict: 'invalid' },
      { twinVerdict: 'passed', verdict: 'invalid', blame: 'transport' },
    ],
    { mode: 'twin' },
  )
  const counts = await countsOf(ctx, runId)
  expect(counts).toMatchObject({ both_right: 2, recognition: 1, understanding: 1, lucky: 1 })
  for (const twin of twinOutcomes) {
    const { data } = await listRunItems(ctx, runId, RunItemFilter.parse({ twin }))
    expect([twin, data.length]).toEqual([twin, counts?.[twin]])
  }
})

/** An execution from before the text side was judged: heard wrong by voice, right by text. */
async function unjudgedExecution(decided: boolean) {
  const ctx = await createCtx(database.db)
  const { runId } = await createAnalysedRun(ctx, [{ verdict: 'passed' }], { mode: 'twin' })
  const [row] = await ctx.db
    .select({ id: voiceTestExecutions.id })
    .from(voiceTestExecutions)
    .where(eq(voiceTestExecutions.runId, runId))
  const id = row?.id ?? ''
  const misheard = voiceTurn({ heard: 'play some heavy metal', intent: 'MusicCommand' })
  await ctx.db
    .update(executionDetails)
    .set({ turns: [misheard], twinTurns: [textTurn()] })
    .where(eq(executionDetails.executionId, id))
  if (decided)
    await ctx.db
      .update(validationResults)
      .set({ reviewStatus: 'approved' })
      .where(eq(validationResults.executionId, id))
  return { ctx, runId, id }
}

test('judging again judges the text side too, and keeps what was in force', async () => {
  const { ctx, runId, id } = await unjudgedExecution(false)
  expect(await countsOf(ctx, runId)).toMatchObject({ unjudged: 1, recognition: 0 })
  await revalidateExecution(ctx, id, policy)
  expect(await countsOf(ctx, runId)).toMatchObject({ unjudged: 0, recognition: 1 })
  const [now] = await ctx.db
    .select()
    .from(validationResults)
    .where(eq(validationResults.executionId, id))
  expect(now).toMatchObject({ verdict: 'failed', blame: 'recognition', twinVerdict: 'passed' })
  expect(now?.twinReason).toMatch(/expectations hold/)
  const [before] = await ctx.db
    .select()
    .from(validationResultVersions)
    .where(eq(validationResultVersions.executionId, id))
  expect(before?.result).toMatchObject({ verdict: 'passed', twinVerdict: null })
})

test('a decision of a person on the spoken side stands while the text side is judged', async () => {
  const { ctx, runId, id } = await unjudgedExecution(true)
  await revalidateExecution(ctx, id, policy)
  expect(await countsOf(ctx, runId)).toMatchObject({ both_right: 1, unjudged: 0 })
})
