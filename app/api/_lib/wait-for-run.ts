import { waitFor, type Wait } from '#app/api/_lib/wait-for.ts'
import { isOpen } from '#lib/runs/lock-run.ts'
import { getRun } from '#lib/runs/queries.ts'
import type { RunView } from '#lib/runs/schema.ts'

/** The run when it has ended, or as it is when the wait is over. */
export function waitForRun({ runId, ...wait }: Wait & { runId: string }): Promise<RunView> {
  return waitFor({
    ...wait,
    concerns: (moved) => moved === runId,
    read: () => getRun(wait.ctx, runId),
    isDone: (run) => !isOpen(run),
  })
}
