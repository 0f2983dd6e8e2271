import { advanceSearch } from '#lib/robustness/advance-search.ts'
import { finalizeRun } from '#lib/runs/results/finalize-run.ts'
import type { Handler } from '#workers/types.ts'

export const finalize: Handler<'run.finalize'> = async ({ sql }, { runId }) => {
  // A search that knows where to look next is not over.
  if (!(await advanceSearch(sql, runId))) await finalizeRun(sql, runId)
}
