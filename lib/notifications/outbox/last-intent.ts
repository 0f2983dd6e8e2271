import { and, desc, eq, ne } from 'drizzle-orm'

import { notifications } from '#db/schema/notifications.ts'
import { Payload } from '#lib/notifications/outbox/payload.ts'
import type { Ctx } from '#lib/platform/context.ts'

/** What was asked for last in a thread, sent or not; null when nothing was. */
export async function lastIntent(
  tx: Ctx,
  integrationId: string,
  threadKey: string,
): Promise<{ id: string; payload: Payload; createdAt: Date } | null> {
  const [row] = await tx.db
    .select()
    .from(notifications)
    .where(
      and(
        eq(notifications.organizationId, tx.organizationId),
        eq(notifications.integrationId, integrationId),
        eq(notifications.threadKey, threadKey),
        ne(notifications.status, 'suppressed'),
      ),
    )
    .orderBy(desc(notifications.id))
    .limit(1)
  return row ? { id: row.id, payload: Payload.parse(row.payload), createdAt: row.createdAt } : null
}
