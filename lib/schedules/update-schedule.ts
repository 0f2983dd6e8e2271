import { eq } from 'drizzle-orm'

import { schedules } from '#db/schema/schedules.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { definedValues } from '#lib/platform/defined-values.ts'
import { refuseDuplicates } from '#lib/platform/postgres/errors.ts'
import { checkScheduledRun } from '#lib/schedules/check-scheduled-run.ts'
import { databaseTime } from '#lib/schedules/database-time.ts'
import { occurrences } from '#lib/schedules/occurrences.ts'
import { getSchedule, lockSchedule } from '#lib/schedules/queries.ts'
import { type ScheduleView, UpdateScheduleInput } from '#lib/schedules/schema.ts'

/** Follows from the rest, so that the activity log need not tell of it. */
const derived = { next_run_at: undefined, upcoming: undefined }

/** Changes what is given and looks for the next occurrence anew. Throws as `createSchedule` does. */
export async function updateSchedule(
  ctx: Ctx,
  id: string,
  input: UpdateScheduleInput,
): Promise<ScheduleView> {
  authorize(ctx.actor, 'run:start')
  const patch = UpdateScheduleInput.parse(input)
  if (patch.request) await checkScheduledRun(ctx, patch.request)
  const update = async (tx: Ctx) => {
    const row = await lockSchedule(tx, id)
    const before = await getSchedule(tx, id)
    const cron = patch.cron ?? row.cron
    const timeZone = patch.time_zone ?? row.timeZone
    const [nextRunAt] = occurrences(cron, timeZone, await databaseTime(tx.db), 1)
    const values = definedValues({
      name: patch.name,
      request: patch.request,
      isActive: patch.is_active,
      skipWhileRunning: patch.skip_while_running,
    })
    await tx.db
      .update(schedules)
      .set({ ...values, cron, timeZone, nextRunAt: nextRunAt ?? null, updatedAt: new Date() })
      .where(eq(schedules.id, id))
    const after = await getSchedule(tx, id)
    await recordAudit(tx, {
      action: 'schedule.update',
      entityType: 'schedule',
      entityId: id,
      detail: { changed: Object.keys(definedValues(patch)) },
      before: { ...before, ...derived },
      after: { ...after, ...derived },
    })
    return after
  }
  return refuseDuplicates(`There is a schedule named ${patch.name} already`, () =>
    inTransaction(ctx, update),
  )
}
