import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { validationResults } from '#db/schema/executions.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { listRunItems } from '#lib/runs/item-queries.ts'
import { RunItemFilter } from '#lib/runs/schema.ts'

const database = useTestDatabase()

test('items tell the tools that were called, unless a blind audit hides how they ended', async () => {
  const ctx = await createCtx(database.db, 'viewer')
  const { runId, executions } = await createRunFixture(ctx, [
    { verdict: 'passed', confidence: 0.9 },
    { verdict: 'passed', confidence: 0.9 },
    { verdict: 'failed', confidence: 0.97, reason: 'audit' },
  ])
  const said = (turn: number, ...calls: string[]) => ({
    ...{ validator: 'say_do', version: 1, turn, score: 1, proof: 'right', pass: true },
    ...{ confidence: 1, weight: 1, mustHave: false, evidence: '', detail: { calls } },
  })
  for (const index of [0, 2])
    await ctx.db
      .update(validationResults)
      .set({ scores: [said(0, 'find_table succeeded'), said(1), said(2, 'pay failed')] })
      .where(eq(validationResults.executionId, executions[index]?.id ?? ''))
  const { data } = await listRunItems(ctx, runId, RunItemFilter.parse({}))
  expect(data.map(({ tool_calls }) => tool_calls)).toEqual([
    ['find_table succeeded', 'pay failed'],
    undefined,
    undefined,
  ])
})
