import { schedules } from '#db/schema/schedules.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { AppError } from '#lib/platform/errors.ts'
import { refuseDuplicates } from '#lib/platform/postgres/errors.ts'
import { checkScheduledRun } from '#lib/schedules/check-scheduled-run.ts'
import { databaseTime } from '#lib/schedules/database-time.ts'
import { occurrences } from '#lib/schedules/occurrences.ts'
import { getSchedule } from '#lib/schedules/queries.ts'
import { CreateScheduleInput, type ScheduleView } from '#lib/schedules/schema.ts'

/**
 * Starts a run again and again, at the moments of a cron expression in a time zone. Throws `InvalidError` for an
 * expression that never comes and for a run that could not be started now, `ConflictError` for a name in use.
 */
export async function createSchedule(ctx: Ctx, input: CreateScheduleInput): Promise<ScheduleView> {
  authorize(ctx.actor, 'run:start')
  const { cron, time_zone: timeZone, ...rest } = CreateScheduleInput.parse(input)
  await checkScheduledRun(ctx, rest.request)
  const create = async (tx: Ctx) => {
    const [nextRunAt] = occurrences(cron, timeZone, await databaseTime(tx.db), 1)
    const [row] = await tx.db
      .insert(schedules)
      .values({
        organizationId: tx.organizationId,
        name: rest.name,
        cron,
        timeZone,
        request: rest.request,
        isActive: rest.is_active,
        skipWhileRunning: rest.skip_while_running,
        nextRunAt: nextRunAt ?? null,
        createdBy: tx.actor.id,
      })
      .returning({ id: schedules.id })
    if (!row) throw new AppError('internal', 'Insert returned no schedule')
    const after = await getSchedule(tx, row.id)
    await recordAudit(tx, {
      action: 'schedule.create',
      entityType: 'schedule',
      entityId: row.id,
      detail: { name: rest.name, cron, time_zone: timeZone },
      after,
    })
    return after
  }
  return refuseDuplicates(`There is a schedule named ${rest.name} already`, () =>
    inTransaction(ctx, create),
  )
}
