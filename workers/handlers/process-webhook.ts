import { addRefusedStatus } from '#lib/notifications/statuses/add-refused-status.ts'
import { systemCtx } from '#lib/platform/context.ts'
import type { Payload } from '#lib/platform/jobs/catalog.ts'
import {
  finishDelivery,
  processDelivery,
  type ProcessOptions,
} from '#lib/webhooks/process-delivery.ts'
import type { Tools } from '#workers/types.ts'

/**
 * Follows the rules of a connection for a delivery that was written down. `attempt`: the try that was counted for it
 * already; null when none was.
 */
export async function processWebhook(
  { db }: Tools,
  { organizationId, deliveryId, salt }: Payload<'webhook.process'>,
  signal: AbortSignal,
  attempt: number | null = null,
): Promise<void> {
  const ctx = systemCtx(db, organizationId)
  const options: ProcessOptions = {
    salt,
    signal,
    onRefused: async (tx, refused) => {
      await addRefusedStatus(tx, refused)
    },
  }
  if (attempt === null) await processDelivery(ctx, deliveryId, options)
  else await finishDelivery(ctx, deliveryId, attempt, options)
}
