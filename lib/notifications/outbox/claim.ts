import { and, eq, inArray, lt, sql } from 'drizzle-orm'

import { integrations } from '#db/schema/integrations.ts'
import { notificationAttempts, notifications } from '#db/schema/notifications.ts'
import type { NotificationRow } from '#lib/notifications/outbox/add-notification.ts'
import { leaseMs } from '#lib/notifications/outbox/schedule.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'

/** A try that is ours: `attemptedAt` is the fence of its result. */
export type Claim = {
  row: NotificationRow
  attemptedAt: Date
  /** an earlier try began and nobody recorded its end */
  recovered: boolean
}

/**
 * Why there is nothing to do: not there or ended, not due, under way elsewhere, behind another of its thread, or its
 * connection is switched off.
 */
export type NoClaim = { refused: 'ended' | 'not_due' | 'busy' | 'behind' | 'off' }

async function isBehind(tx: Ctx, row: NotificationRow): Promise<boolean> {
  const [earlier] = await tx.db
    .select({ id: notifications.id })
    .from(notifications)
    .where(
      and(
        eq(notifications.integrationId, row.integrationId),
        eq(notifications.threadKey, row.threadKey),
        lt(notifications.id, row.id),
        inArray(notifications.status, ['pending', 'sending']),
      ),
    )
    .limit(1)
  return earlier !== undefined
}

async function lockRow(tx: Ctx, id: string): Promise<NotificationRow | null> {
  const [row] = await tx.db
    .select()
    .from(notifications)
    .where(and(eq(notifications.organizationId, tx.organizationId), eq(notifications.id, id)))
    .for('update', { skipLocked: true })
  return row ?? null
}

async function isOff(tx: Ctx, integrationId: string): Promise<boolean> {
  const [found] = await tx.db
    .select({ isEnabled: integrations.isEnabled })
    .from(integrations)
    .where(eq(integrations.id, integrationId))
  return found?.isEnabled !== true
}

async function refusal(tx: Ctx, row: NotificationRow, now: Date): Promise<NoClaim | null> {
  const { status, attemptedAt, nextAttemptAt } = row
  if (status === 'sending') {
    const since = attemptedAt ? now.getTime() - attemptedAt.getTime() : Infinity
    if (since < leaseMs) return { refused: 'busy' }
  } else if (status !== 'pending') return { refused: 'ended' }
  else if (nextAttemptAt && nextAttemptAt > now) return { refused: 'not_due' }
  if (await isBehind(tx, row)) return { refused: 'behind' }
  return (await isOff(tx, row.integrationId)) ? { refused: 'off' } : null
}

/** Why nobody knows how a try ended. */
export const lostTry = 'Earshot ended while this was being sent: it may have arrived'

/** Nobody recorded the end of the try before: what follows must know that it may have arrived. */
async function keepLostTry(tx: Ctx, { id, attemptedAt }: NotificationRow, now: Date) {
  await tx.db.insert(notificationAttempts).values({
    notificationId: id,
    number: sql`(select coalesce(max(number), 0) + 1 from notification_attempts where notification_id = ${id})`,
    outcome: 'unknown',
    error: lostTry,
    durationMs: Math.min(leaseMs, attemptedAt ? now.getTime() - attemptedAt.getTime() : 0),
  })
}

/**
 * Takes a due row for one try and says so in the database before anything is sent: whoever finds it `sending` after its
 * lease knows that its outcome is unknown. Of two that ask at once, one gets it.
 */
export async function claimNotification(ctx: Ctx, id: string, now: Date): Promise<Claim | NoClaim> {
  return inTransaction(ctx, async (tx) => {
    const row = await lockRow(tx, id)
    if (!row) return { refused: 'ended' }
    const refused = await refusal(tx, row, now)
    if (refused) return refused
    const [claimed] = await tx.db
      .update(notifications)
      .set({ status: 'sending', attemptedAt: now, attempts: sql`${notifications.attempts} + 1` })
      .where(eq(notifications.id, id))
      .returning()
    if (!claimed) return { refused: 'ended' }
    if (row.status === 'sending') await keepLostTry(tx, row, now)
    return { row: claimed, attemptedAt: now, recovered: row.status === 'sending' }
  })
}
