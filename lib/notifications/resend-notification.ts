import { and, eq } from 'drizzle-orm'

import { notifications } from '#db/schema/notifications.ts'
import { enqueueSend } from '#lib/notifications/outbox/add-notification.ts'
import { sentAgain } from '#lib/notifications/outbox/sent-again.ts'
import { getNotification } from '#lib/notifications/queries.ts'
import type { NotificationDetailView } from '#lib/notifications/schema.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { ConflictError, NotFoundError } from '#lib/platform/errors.ts'

/**
 * A person's word to send something now: what was given up, what may have been lost, what was held back, or once more
 * what was sent. It keeps its id, so a receiver that knows ids still takes it once. Throws `NotFoundError`, and
 * `ConflictError` while it is on its way.
 */
export async function resendNotification(ctx: Ctx, id: string): Promise<NotificationDetailView> {
  authorize(ctx.actor, 'delivery:write')
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .select()
      .from(notifications)
      .where(and(eq(notifications.organizationId, tx.organizationId), eq(notifications.id, id)))
      .for('update')
    if (!row) throw new NotFoundError('notification', id)
    if (row.status === 'sending') throw new ConflictError('It is being sent at this moment')
    const [written] = await tx.db
      .update(notifications)
      .set(sentAgain(ctx))
      .where(eq(notifications.id, id))
      .returning()
    if (written) await enqueueSend(tx, written)
    await recordAudit(tx, {
      action: 'notification.resend',
      entityType: 'notification',
      entityId: id,
      detail: { was: row.status, event: row.event },
    })
    return getNotification(tx, id)
  })
}
