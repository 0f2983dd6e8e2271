import { and, asc, eq } from 'drizzle-orm'

import { testRuns } from '#db/schema/runs.ts'
import { schedules } from '#db/schema/schedules.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { NotFoundError } from '#lib/platform/errors.ts'
import { occurrences } from '#lib/schedules/occurrences.ts'
import type { ScheduleView } from '#lib/schedules/schema.ts'

const selectSchedules = (ctx: Ctx) =>
  ctx.db
    .select({
      schedule: schedules,
      run: { id: testRuns.id, name: testRuns.name, status: testRuns.status },
    })
    .from(schedules)
    .leftJoin(testRuns, eq(testRuns.id, schedules.lastRunId))

type Row = Awaited<ReturnType<typeof selectSchedules>>[number]

const iso = (date: Date | null) => date?.toISOString() ?? null

function toView({ schedule, run }: Row): ScheduleView {
  const { cron, timeZone } = schedule
  return {
    id: schedule.id,
    name: schedule.name,
    cron,
    time_zone: timeZone,
    request: schedule.request as Record<string, unknown>,
    is_active: schedule.isActive,
    skip_while_running: schedule.skipWhileRunning,
    next_run_at: schedule.isActive ? iso(schedule.nextRunAt) : null,
    upcoming: occurrences(cron, timeZone, new Date(), 5).map((time) => time.toISOString()),
    last_run: run,
    last_started_at: iso(schedule.lastStartedAt),
    last_problem: schedule.lastProblem,
    created_at: schedule.createdAt.toISOString(),
    updated_at: schedule.updatedAt.toISOString(),
  }
}

const ours = (ctx: Ctx) => eq(schedules.organizationId, ctx.organizationId)

/** All of the organization, by name. */
export async function listSchedules(ctx: Ctx): Promise<ScheduleView[]> {
  const rows = await selectSchedules(ctx).where(ours(ctx)).orderBy(asc(schedules.name))
  return rows.map(toView)
}

export async function getSchedule(ctx: Ctx, id: string): Promise<ScheduleView> {
  const [row] = await selectSchedules(ctx).where(and(ours(ctx), eq(schedules.id, id)))
  if (!row) throw new NotFoundError('schedule', id)
  return toView(row)
}

/** Locks the row for a change. */
export async function lockSchedule(ctx: Ctx, id: string) {
  const [row] = await ctx.db
    .select()
    .from(schedules)
    .where(and(ours(ctx), eq(schedules.id, id)))
    .for('update')
  if (!row) throw new NotFoundError('schedule', id)
  return row
}
