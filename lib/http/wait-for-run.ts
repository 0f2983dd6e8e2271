import { isOpen } from '../runs/lock-run.ts'
import { getRun } from '../runs/queries.ts'
import type { RunView } from '../runs/schema.ts'
import { waitFor, type Wait } from './wait-for.ts'

/** The run when it has ended, or as it is when the wait is over. */
export function waitForRun({ runId, ...wait }: Wait & { runId: string }): Promise<RunView> {
  return waitFor({
    ...wait,
    concerns: (moved) => moved === runId,
    read: () => getRun(wait.ctx, runId),
    isDone: (run) => !isOpen(run),
  })
}
