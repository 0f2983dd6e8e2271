import { asc, eq } from 'drizzle-orm'

import { replayChanges, replays } from '#db/schema/replays.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { ConflictError } from '#lib/platform/errors.ts'
import { enqueue } from '#lib/platform/jobs/enqueue.ts'
import { getReplay, getReplayRow } from '#lib/replays/queries.ts'
import type { ReplayView } from '#lib/replays/schema.ts'

/** Executions that one job judges anew. */
const inOneJob = 100

const words = {
  running: 'is still being judged',
  ready: '',
  applying: 'is being applied already',
  applied: 'has been applied already',
  discarded: 'was discarded',
  failed: 'has failed',
} as const

/**
 * Puts the new judgements of a replay in the place of the old ones, which are kept with why. A person's decision stays in
 * force. A draft may be applied by whoever may change policies. Throws `ConflictError` unless it is ready.
 */
export async function applyReplay(ctx: Ctx, id: string): Promise<ReplayView> {
  authorize(ctx.actor, 'run:start')
  return inTransaction(ctx, async (tx) => {
    const replay = await getReplayRow(tx, id, true)
    if (replay.settings !== null) authorize(tx.actor, 'policy:write')
    if (replay.state !== 'ready') throw new ConflictError(`This replay ${words[replay.state]}`)
    const rows = await tx.db
      .select({ id: replayChanges.executionId })
      .from(replayChanges)
      .where(eq(replayChanges.replayId, id))
      .orderBy(asc(replayChanges.executionId))
    const ids = rows.map((row) => row.id)
    await tx.db
      .update(replays)
      .set({ state: ids.length === 0 ? 'applied' : 'applying', finishedAt: new Date() })
      .where(eq(replays.id, id))
    for (let from = 0; from < ids.length; from += inOneJob)
      await enqueue(tx, 'validation.validate', {
        organizationId: tx.organizationId,
        replayId: id,
        executionIds: ids.slice(from, from + inOneJob),
      })
    await recordAudit(tx, {
      action: 'replay.apply',
      entityType: 'replay',
      entityId: id,
      detail: { executions: ids.length, draft: replay.settings !== null },
    })
    return getReplay(tx, id)
  })
}
