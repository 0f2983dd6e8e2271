import { finalizeRun } from '#lib/runs/finalize-run.ts'

import type { Handler } from '../types.ts'

export const finalize: Handler<'run.finalize'> = async ({ sql }, { runId }) => {
  await finalizeRun(sql, runId)
}
