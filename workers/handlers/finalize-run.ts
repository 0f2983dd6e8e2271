import { markSameReplies } from '#lib/executions/mark-same-replies.ts'
import { systemCtx } from '#lib/platform/context.ts'
import { createPolicies } from '#lib/policies/create-policies.ts'
import { advanceSearch } from '#lib/robustness/advance-search.ts'
import { finalizeRun } from '#lib/runs/results/finalize-run.ts'
import { isSettled } from '#lib/runs/results/is-settled.ts'
import type { Handler } from '#workers/types.ts'

export const finalize: Handler<'run.finalize'> = async (
  { sql, db },
  { runId, organizationId },
  signal,
) => {
  // A search that knows where to look next is not over.
  if (await advanceSearch(sql, runId)) return
  // Before the end is told: who hears of it reads verdicts that stand. A job that comes too early looks when it comes again.
  if (await isSettled(sql, runId))
    await markSameReplies(systemCtx(db, organizationId), runId, createPolicies(sql), signal)
  await finalizeRun(sql, runId)
}
