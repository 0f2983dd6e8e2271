import { and, eq, gt, isNotNull } from 'drizzle-orm'

import { notifications } from '#db/schema/notifications.ts'
import { enqueueSend } from '#lib/notifications/outbox/add-notification.ts'
import type { Ctx } from '#lib/platform/context.ts'

/** at once; the sweep queues what is left */
const batch = 500

/** ms after a sign of life within which a failed try was the message's fault, and no outage */
const alone = 15_000

type Wake = {
  now: Date
  /** the last sign of life before: what failed right after it is left to its schedule; null when there was none */
  triedAfter?: Date | null
}

/**
 * A connection works again: what waits for its next try goes now instead of in hours. Each of them uses a try of its
 * own. Returns how many.
 */
export async function wakeWaiting(
  tx: Ctx,
  integrationId: string,
  { now, triedAfter = null }: Wake,
): Promise<number> {
  const rows = await tx.db
    .update(notifications)
    .set({ nextAttemptAt: now })
    .where(
      and(
        eq(notifications.organizationId, tx.organizationId),
        eq(notifications.integrationId, integrationId),
        eq(notifications.status, 'pending'),
        isNotNull(notifications.lastError),
        gt(notifications.nextAttemptAt, now),
        triedAfter
          ? gt(notifications.attemptedAt, new Date(triedAfter.getTime() + alone))
          : undefined,
      ),
    )
    .returning({ id: notifications.id })
  for (const { id } of rows.slice(0, batch)) await enqueueSend(tx, { id, nextAttemptAt: null })
  return rows.length
}
