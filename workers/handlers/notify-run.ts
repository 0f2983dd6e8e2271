import { announceRun } from '#lib/notifications/runs/announce-run.ts'
import { systemCtx } from '#lib/platform/context.ts'
import type { Handler } from '#workers/types.ts'

/** Tells commits, trackers and people what became of a run. */
export const notifyRun: Handler<'run.notify'> = async ({ db }, payload) => {
  const { organizationId, runId, moment } = payload
  await announceRun(systemCtx(db, organizationId), runId, moment)
}
