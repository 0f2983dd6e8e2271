import { sql } from 'drizzle-orm'

import { enqueueSend } from '#lib/notifications/outbox/add-notification.ts'
import { leaseMs } from '#lib/notifications/outbox/schedule.ts'
import type { Ctx } from '#lib/platform/context.ts'

/**
 * Gives rows that are due and that no job knows one of their own: after a crash, a restored backup, a connection that
 * was switched on again. `now` is the time of the database. Returns how many.
 */
export async function requeueDue(ctx: Ctx, now: Date): Promise<number> {
  const at = now.toISOString()
  const lost = new Date(now.getTime() - leaseMs).toISOString()
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select n.id from notifications n join integrations i on i.id = n.integration_id and i.is_enabled
    where n.organization_id = ${ctx.organizationId}
      and (n.status = 'pending' and coalesce(n.next_attempt_at, ${at}::timestamptz) <= ${at}::timestamptz
        or n.status = 'sending' and n.attempted_at < ${lost}::timestamptz)
      and not exists (
        select 1 from pgboss.job j
        where j.name = 'notification.send' and j.state in ('created', 'retry', 'active')
          and j.data ->> 'notificationId' = n.id::text)
    order by n.id limit 500`)
  for (const { id } of rows) await enqueueSend(ctx, { id, nextAttemptAt: null })
  return rows.length
}
