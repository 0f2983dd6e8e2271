import { expandRun } from '#lib/runs/queue/expand-run.ts'
import { preflightRun } from '#lib/runs/queue/preflight-run.ts'
import type { Handler } from '#workers/types.ts'

/** Asks the target whether it can be tested, then writes the run's items. */
export const expand: Handler<'run.expand'> = async (tools, payload, signal) => {
  const refusal = await preflightRun(tools.sql, payload, signal)
  await expandRun(tools.sql, tools.boss, payload.runId, refusal)
}
