import { eq } from 'drizzle-orm'

import { schedules } from '#db/schema/schedules.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'
import { lockSchedule } from '#lib/schedules/queries.ts'

/** Starts the run of a schedule now, beside its occurrences. Returns the run's id. Throws as `startRun` does. */
export async function runSchedule(ctx: Ctx, id: string): Promise<{ id: string }> {
  return inTransaction(ctx, async (tx) => {
    const schedule = await lockSchedule(tx, id)
    const run = await startRun(tx, StartRunInput.parse(schedule.request), {
      kind: 'schedule',
      by: ctx.actor.name,
      schedule_id: id,
      schedule: schedule.name,
    })
    await tx.db
      .update(schedules)
      .set({ lastRunId: run.id, lastStartedAt: new Date(), lastProblem: null })
      .where(eq(schedules.id, id))
    return run
  })
}
