import { systemCtx } from '#lib/platform/context.ts'
import { runReplay } from '#lib/replays/run-replay.ts'
import type { Handler } from '#workers/types.ts'

/** Judges stored executions again to see what would change. */
export const replay: Handler<'validation.replay'> = async (
  { db },
  { organizationId, replayId },
  signal,
) => {
  await runReplay(systemCtx(db, organizationId), replayId, signal)
}
