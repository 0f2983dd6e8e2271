import { addRefusedStatus } from '#lib/notifications/statuses/add-refused-status.ts'
import { systemCtx } from '#lib/platform/context.ts'
import { processDelivery } from '#lib/webhooks/process-delivery.ts'
import type { Handler } from '#workers/types.ts'

/** Follows the rules of a connection for a delivery that was written down. */
export const processWebhook: Handler<'webhook.process'> = async (
  { db },
  { organizationId, deliveryId, salt },
  signal,
) => {
  await processDelivery(systemCtx(db, organizationId), deliveryId, {
    salt,
    signal,
    onRefused: async (tx, refused) => {
      await addRefusedStatus(tx, refused)
    },
  })
}
