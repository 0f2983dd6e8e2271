import { waitFor, type Wait } from '#app/api/_lib/wait-for.ts'
import { getReplay } from '#lib/replays/queries.ts'
import type { ReplayView } from '#lib/replays/schema.ts'

/** The replay when it has been judged, or applied; as it is when the wait is over. */
export function waitForReplay({
  replayId,
  runId,
  ...wait
}: Wait & { replayId: string; runId: string | null }): Promise<ReplayView> {
  return waitFor({
    ...wait,
    concerns: (moved) => moved === runId || moved === null,
    read: () => getReplay(wait.ctx, replayId),
    isDone: ({ state }) => state !== 'running' && state !== 'applying',
  })
}
