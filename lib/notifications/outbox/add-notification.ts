import { and, eq, inArray, sql } from 'drizzle-orm'

import { notifications } from '#db/schema/notifications.ts'
import type { Payload } from '#lib/notifications/outbox/payload.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { enqueue } from '#lib/platform/jobs/enqueue.ts'
import { countSuppressed } from '#lib/platform/metrics/metrics.ts'

export type NotificationRow = typeof notifications.$inferSelect

export type Intent = {
  integrationId: string
  ruleId?: string | null
  /** a notification event, or `commit_status`, `pr_comment`, `issue` */
  event: string
  subject: { type: string; id: string }
  /** messages of one thread are sent in order */
  threadKey: string
  /** the same intent twice is one */
  key: string
  payload: Payload
  /** why it goes there */
  reason: string
  /** not before; why is in `reason` */
  heldUntil?: Date | null
  /** it is written down and not sent; a word for the metrics */
  suppressed?: string | null
  /** what was to be sent before in this thread is of no use any more */
  overtakes?: boolean
  /** ours when tests bring their own time */
  at?: Date
}

async function overtake(tx: Ctx, { integrationId, threadKey }: Intent): Promise<void> {
  const rows = await tx.db
    .update(notifications)
    .set({
      status: 'suppressed',
      nextAttemptAt: null,
      reason: sql`${notifications.reason} || '; not sent: a newer one took its place'`,
    })
    .where(
      and(
        eq(notifications.integrationId, integrationId),
        eq(notifications.threadKey, threadKey),
        inArray(notifications.status, ['pending', 'held']),
      ),
    )
    .returning({ id: notifications.id })
  rows.forEach(() => countSuppressed('overtaken'))
}

/**
 * Writes the intent to send something, in the transaction of what it tells of; the job that sends it exists when and
 * only when the transaction commits. Returns null when the same intent had been written before.
 */
export async function addNotification(tx: Ctx, intent: Intent): Promise<NotificationRow | null> {
  const held = intent.heldUntil ?? null
  const suppressed = intent.suppressed ?? null
  const [known] = await tx.db
    .select({ id: notifications.id })
    .from(notifications)
    .where(
      and(
        eq(notifications.organizationId, tx.organizationId),
        eq(notifications.idempotencyKey, intent.key),
      ),
    )
  if (known) return null
  if (intent.overtakes) await overtake(tx, intent)
  const [row] = await tx.db
    .insert(notifications)
    .values({
      organizationId: tx.organizationId,
      integrationId: intent.integrationId,
      ruleId: intent.ruleId ?? null,
      event: intent.event,
      subjectType: intent.subject.type,
      subjectId: intent.subject.id,
      threadKey: intent.threadKey,
      idempotencyKey: intent.key,
      payload: intent.payload,
      reason: intent.reason,
      status: suppressed ? 'suppressed' : held ? 'held' : 'pending',
      nextAttemptAt: suppressed ? null : (held ?? intent.at ?? sql`now()`),
      ...(intent.at && { createdAt: intent.at }),
    })
    .onConflictDoNothing()
    .returning()
  if (!row) return null
  if (suppressed) countSuppressed(suppressed)
  if (row.status === 'pending') await enqueueSend(tx, row)
  return row
}

/** Queues the try at a row that is due at `nextAttemptAt`. */
export async function enqueueSend(
  tx: Ctx,
  row: Pick<NotificationRow, 'id' | 'nextAttemptAt'>,
): Promise<void> {
  await enqueue(
    tx,
    'notification.send',
    { organizationId: tx.organizationId, notificationId: row.id },
    row.nextAttemptAt ? { startAfter: row.nextAttemptAt } : {},
  )
}
