import { eq } from 'drizzle-orm'

import { schedules } from '#db/schema/schedules.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { lockSchedule, getSchedule } from '#lib/schedules/queries.ts'

/** Removes a schedule; the runs that it started stay. */
export async function deleteSchedule(ctx: Ctx, id: string): Promise<void> {
  authorize(ctx.actor, 'run:start')
  await inTransaction(ctx, async (tx) => {
    const { name, cron } = await lockSchedule(tx, id)
    const before = await getSchedule(tx, id)
    await tx.db.delete(schedules).where(eq(schedules.id, id))
    await recordAudit(tx, {
      action: 'schedule.delete',
      entityType: 'schedule',
      entityId: id,
      detail: { name, cron },
      before,
    })
  })
}
