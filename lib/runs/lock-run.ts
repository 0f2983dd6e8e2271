import { and, eq } from 'drizzle-orm'

import { testRuns } from '#db/schema/runs.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { ConflictError, NotFoundError } from '#lib/platform/errors.ts'

/**
 * The run, locked until the transaction ends, for verbs that depend on where it stands. Items may end meanwhile,
 * but it cannot be finalized, cancelled or paused by others. Throws `NotFoundError`.
 */
export async function lockRun(tx: Ctx, id: string) {
  const [run] = await tx.db
    .select()
    .from(testRuns)
    .where(and(eq(testRuns.id, id), eq(testRuns.organizationId, tx.organizationId)))
    .for('no key update')
  if (!run) throw new NotFoundError('run', id)
  return run
}

export const isOpen = ({ status }: { status: string }) =>
  status === 'queued' || status === 'running'

/** Throws `ConflictError` for a search: its next step has been decided by what it found. */
export function refuseSearch({ purpose }: { purpose: string }): void {
  if (purpose === 'search')
    throw new ConflictError(
      'A search for a robustness threshold cannot be retried in part; start it again',
    )
}
