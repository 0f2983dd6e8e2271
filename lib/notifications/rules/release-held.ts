import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'

import { notifications } from '#db/schema/notifications.ts'
import type { Message } from '#lib/engines/vendors/types.ts'
import { digest } from '#lib/notifications/messages/digest.ts'
import {
  addNotification,
  enqueueSend,
  type NotificationRow,
} from '#lib/notifications/outbox/add-notification.ts'
import { Payload } from '#lib/notifications/outbox/payload.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { countSuppressed } from '#lib/platform/metrics/metrics.ts'

function messageOf(row: NotificationRow): Message | null {
  const payload = Payload.parse(row.payload)
  return payload.kind === 'message' ? payload.message : null
}

async function releaseOne(tx: Ctx, row: NotificationRow): Promise<void> {
  await tx.db.update(notifications).set({ status: 'pending' }).where(eq(notifications.id, row.id))
  await enqueueSend(tx, row)
}

const deliveryOf = (rows: NotificationRow[]) =>
  rows.every((row) => {
    const payload = Payload.parse(row.payload)
    return payload.kind === 'message' && payload.delivery === 'at_most_once'
  })
    ? 'at_most_once'
    : 'at_least_once'

/** Many that waited become one that names them all. */
async function summarize(tx: Ctx, rows: NotificationRow[], now: Date): Promise<void> {
  const [first] = rows
  const messages = rows.map(messageOf).filter((message) => message !== null)
  if (!first) return
  const key = `digest ${first.id}`
  const summary = await addNotification(tx, {
    integrationId: first.integrationId,
    ruleId: first.ruleId,
    event: first.event,
    subject: { type: first.subjectType, id: first.subjectId },
    threadKey: key,
    key,
    payload: {
      kind: 'message',
      message: digest(messages),
      update: false,
      delivery: deliveryOf(rows),
    },
    reason: `a summary of ${rows.length} messages that were delayed: ${first.reason}`,
    at: now,
  })
  await tx.db
    .update(notifications)
    .set({
      status: 'suppressed',
      nextAttemptAt: null,
      reason: sql`${notifications.reason} || ${`; sent with the summary ${summary?.id ?? ''}`}`,
    })
    .where(
      inArray(
        notifications.id,
        rows.map(({ id }) => id),
      ),
    )
  rows.forEach(() => countSuppressed('summary'))
}

/** Lets go what was held and is due: one alone as it is, several of one rule as a summary. */
export async function releaseHeld(ctx: Ctx, now: Date): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select()
      .from(notifications)
      .where(
        and(
          eq(notifications.organizationId, tx.organizationId),
          eq(notifications.status, 'held'),
          lte(notifications.nextAttemptAt, now),
        ),
      )
      .orderBy(asc(notifications.id))
      .limit(2_000)
      .for('update', { skipLocked: true })
    const groups = new Map<string, NotificationRow[]>()
    for (const row of rows) {
      const key = `${row.ruleId ?? ''} ${row.integrationId}`
      groups.set(key, [...(groups.get(key) ?? []), row])
    }
    for (const group of groups.values()) {
      const [only] = group
      if (group.length === 1 && only) await releaseOne(tx, only)
      else await summarize(tx, group, now)
    }
  })
}
