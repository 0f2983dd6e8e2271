import { systemCtx } from '#lib/platform/context.ts'
import { applyChanges } from '#lib/replays/apply-changes.ts'
import type { Handler } from '#workers/types.ts'

/** Judges stored executions anew, as a replay that was applied has announced. */
export const validate: Handler<'validation.validate'> = async (
  { db },
  { organizationId, replayId, executionIds },
  signal,
) => {
  await applyChanges(systemCtx(db, organizationId), replayId, executionIds, signal)
}
