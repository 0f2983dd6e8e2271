import { systemCtx } from '#lib/platform/context.ts'
import { processDelivery } from '#lib/webhooks/process-delivery.ts'
import type { Handler } from '#workers/types.ts'

/** Follows the rules of a connection for a delivery that was written down. */
export const processWebhook: Handler<'webhook.process'> = async (
  { db },
  { organizationId, deliveryId, salt },
) => {
  await processDelivery(systemCtx(db, organizationId), deliveryId, { salt })
}
