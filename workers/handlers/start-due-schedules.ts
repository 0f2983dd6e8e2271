import { startDueSchedules } from '#lib/schedules/start-due-schedules.ts'
import type { Handler } from '#workers/types.ts'

export const startDue: Handler<'schedule.tick'> = async ({ db }, _payload, signal) => {
  await startDueSchedules(db, signal)
}
