import { advanceSearch } from '#lib/break-points/advance-search.ts'
import { finalizeRun } from '#lib/runs/finalize-run.ts'

import type { Handler } from '../types.ts'

export const finalize: Handler<'run.finalize'> = async ({ sql }, { runId }) => {
  // A search that knows where to look next is not over.
  if (!(await advanceSearch(sql, runId))) await finalizeRun(sql, runId)
}
