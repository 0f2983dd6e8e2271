import { asc, inArray } from 'drizzle-orm'

import { notifications } from '#db/schema/notifications.ts'
import { getConnectionRow } from '#lib/integrations/queries.ts'
import { enqueueSend } from '#lib/notifications/outbox/add-notification.ts'
import { sentAgain } from '#lib/notifications/outbox/sent-again.ts'
import { type ResendUndeliveredView, UndeliveredPeriod } from '#lib/notifications/schema.ts'
import { isUndelivered } from '#lib/notifications/undelivered.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'

/** in one go */
const most = 5_000
/** queued at once; the sweep queues the rest minute by minute */
const batch = 500

/**
 * Sends again, in their order, all messages of a connection that were given up or may not have arrived: after an outage, a
 * person's word for all of them. Asked for twice, the second finds none left. Throws `NotFoundError`.
 */
export async function resendUndelivered(
  ctx: Ctx,
  integrationId: string,
  input: UndeliveredPeriod = {},
): Promise<ResendUndeliveredView> {
  authorize(ctx.actor, 'delivery:write')
  const period = UndeliveredPeriod.parse(input)
  return inTransaction(ctx, async (tx) => {
    const { name } = await getConnectionRow(tx, integrationId)
    const found = await tx.db
      .select({ id: notifications.id })
      .from(notifications)
      .where(isUndelivered(tx, integrationId, period))
      .orderBy(asc(notifications.id))
      .limit(most)
      .for('update', { skipLocked: true })
    if (found.length === 0) return { resent: 0 }
    const ids = found.map(({ id }) => id)
    await tx.db.update(notifications).set(sentAgain(ctx)).where(inArray(notifications.id, ids))
    for (const id of ids.slice(0, batch)) await enqueueSend(tx, { id, nextAttemptAt: null })
    await recordAudit(tx, {
      action: 'notification.resend_undelivered',
      entityType: 'integration',
      entityId: integrationId,
      detail: { connection: name, resent: ids.length, ...period },
    })
    return { resent: ids.length }
  })
}
