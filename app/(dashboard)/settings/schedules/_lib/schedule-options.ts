import type { RunOptions } from '#components/runs/start-run-types.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { timeZones } from '#lib/platform/format/time-zone.ts'
import { startRunOptions } from '#lib/runs/start-run-options.ts'

export type ScheduleOptions = { run: RunOptions; timeZones: string[] }

/** What a schedule can start, and by which clocks. */
export async function scheduleOptions(ctx: Ctx): Promise<ScheduleOptions> {
  return {
    run: await startRunOptions(ctx),
    timeZones,
  }
}
