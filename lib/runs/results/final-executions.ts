import { and, eq, inArray, sql } from 'drizzle-orm'

import { executionDetails, voiceTestExecutions } from '#db/schema/executions.ts'
import { testExecutionQueue, testRuns } from '#db/schema/runs.ts'
import type { Ctx } from '#lib/platform/context.ts'
import type { CountedExecution } from '#lib/runs/results/outcome.ts'

const columns = {
  executionId: voiceTestExecutions.id,
  organizationId: voiceTestExecutions.organizationId,
  runId: voiceTestExecutions.runId,
  suiteId: voiceTestExecutions.suiteId,
  language: voiceTestExecutions.language,
  mode: voiceTestExecutions.mode,
  purpose: testRuns.purpose,
  finishedAt: voiceTestExecutions.finishedAt,
  verdict: voiceTestExecutions.verdict,
  reviewStatus: voiceTestExecutions.reviewStatus,
  responseMs: voiceTestExecutions.responseMs,
  retries: testExecutionQueue.retries,
  repeated: sql<boolean>`exists (
    select 1 from jsonb_array_elements(${executionDetails.turns}) turn
    where (turn ->> 'attempts')::int > 1)`,
}

const counted = (row: {
  executionId: string
  retries: number
  repeated: boolean
  responseMs: number | null
}) => ({
  sign: 1 as const,
  afterRetry: row.retries > 0 || row.repeated,
  responseMs: row.repeated ? null : row.responseMs,
})

/** How the final executions of these items stand in the counters today. */
export async function finalExecutions(
  ctx: Ctx,
  itemIds: string[],
): Promise<(CountedExecution & { executionId: string })[]> {
  const rows = await ctx.db
    .select(columns)
    .from(voiceTestExecutions)
    .innerJoin(testExecutionQueue, eq(testExecutionQueue.id, voiceTestExecutions.itemId))
    .innerJoin(testRuns, eq(testRuns.id, voiceTestExecutions.runId))
    .innerJoin(executionDetails, eq(executionDetails.executionId, voiceTestExecutions.id))
    .where(
      and(
        eq(voiceTestExecutions.organizationId, ctx.organizationId),
        inArray(voiceTestExecutions.itemId, itemIds),
        eq(voiceTestExecutions.isFinal, true),
      ),
    )
  return rows.map(({ retries, repeated, ...row }) => {
    const change = counted({ ...row, retries, repeated })
    return {
      ...row,
      ...change,
      responseMs: row.verdict === 'invalid' ? null : change.responseMs,
    }
  })
}
