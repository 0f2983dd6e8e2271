import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { executionDetails, validationResults, voiceTestExecutions } from '#db/schema/executions.ts'
import { testExecutionQueue } from '#db/schema/runs.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { listRunItems } from '#lib/runs/item-queries.ts'
import { getRun } from '#lib/runs/queries.ts'
import { retryItems } from '#lib/runs/retry-items.ts'
import { RunItemFilter } from '#lib/runs/schema.ts'

const database = useTestDatabase()
useBoss(database)

/** An ended run: its first item was judged as invalid, its second ended without any execution. */
async function endedRun(ctx: Ctx): Promise<string> {
  const { runId, executions } = await createRunFixture(ctx, [
    { verdict: 'invalid' },
    { verdict: 'invalid' },
  ])
  const [, { id, itemId } = { id: '', itemId: '' }] = executions
  await ctx.db.delete(validationResults).where(eq(validationResults.executionId, id))
  await ctx.db.delete(executionDetails).where(eq(executionDetails.executionId, id))
  await ctx.db.delete(voiceTestExecutions).where(eq(voiceTestExecutions.id, id))
  await ctx.db
    .update(testExecutionQueue)
    .set({ executionId: null, attempt: 0, lastError: 'the target refuses the credentials' })
    .where(eq(testExecutionQueue.id, itemId))
  return runId
}

const triesOf = async (ctx: Ctx, runId: string) =>
  (await listRunItems(ctx, runId, RunItemFilter.parse({}))).data.map(({ tries }) => tries)

test('tries counts recorded attempts alone, before and after the items are tried again', async () => {
  const ctx = await createCtx(database.db)
  const runId = await endedRun(ctx)
  expect(await triesOf(ctx, runId)).toEqual([1, 0])
  expect(await retryItems(ctx, runId)).toEqual({ items: 2, exhausted: 0 })
  expect(await triesOf(ctx, runId)).toEqual([1, 0])
  expect((await getRun(ctx, runId)).counts).toMatchObject({ pending: 2, invalid: 0 })
})
