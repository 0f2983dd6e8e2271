import { and, eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'

import { webhookDeliveries } from '#db/schema/webhooks.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { ConflictError } from '#lib/platform/errors.ts'
import { enqueue } from '#lib/platform/jobs/enqueue.ts'
import { getDelivery } from '#lib/webhooks/queries.ts'
import { getDeliveryRow } from '#lib/webhooks/read-stored.ts'
import type { DeliveryDetailView } from '#lib/webhooks/schema.ts'

/**
 * Processes a stored delivery again by the rules as they are now, although its commit was tested before: the caller
 * has asked the person. Throws `ConflictError` while it is processed, or when its body is gone.
 */
export async function redeliverDelivery(ctx: Ctx, id: string): Promise<DeliveryDetailView> {
  authorize(ctx.actor, 'delivery:write')
  return inTransaction(ctx, async (tx) => {
    const row = await getDeliveryRow(tx, id, true)
    if (row.status === 'accepted') throw new ConflictError('The delivery is being processed')
    if (row.body === null)
      throw new ConflictError('The body of this delivery was removed after its retention period')
    await tx.db
      .update(webhookDeliveries)
      .set({
        status: 'accepted',
        reason: null,
        attempts: 0,
        processedAt: null,
        repeats: sql`${webhookDeliveries.repeats} + 1`,
      })
      .where(
        and(eq(webhookDeliveries.organizationId, tx.organizationId), eq(webhookDeliveries.id, id)),
      )
    await enqueue(tx, 'webhook.process', {
      organizationId: tx.organizationId,
      deliveryId: id,
      salt: uuidv7(),
    })
    await recordAudit(tx, {
      action: 'delivery.redeliver',
      entityType: 'delivery',
      entityId: id,
      detail: { event: row.event, repository: row.repository, status: row.status },
    })
    return getDelivery(tx, id)
  })
}
