import { eq } from 'drizzle-orm'

import { replayChanges, replays } from '#db/schema/replays.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { ConflictError } from '#lib/platform/errors.ts'
import { getReplay, getReplayRow } from '#lib/replays/queries.ts'
import type { ReplayView } from '#lib/replays/schema.ts'

/** Ends a replay without applying it: what it had found is deleted. Throws `ConflictError` once it is being applied. */
export async function discardReplay(ctx: Ctx, id: string): Promise<ReplayView> {
  authorize(ctx.actor, 'run:start')
  return inTransaction(ctx, async (tx) => {
    const { state } = await getReplayRow(tx, id, true)
    if (state === 'applying' || state === 'applied')
      throw new ConflictError('This replay has been applied: it cannot be discarded')
    await tx.db
      .update(replays)
      .set({ state: 'discarded', finishedAt: new Date() })
      .where(eq(replays.id, id))
    await tx.db.delete(replayChanges).where(eq(replayChanges.replayId, id))
    await recordAudit(tx, { action: 'replay.discard', entityType: 'replay', entityId: id })
    return getReplay(tx, id)
  })
}
