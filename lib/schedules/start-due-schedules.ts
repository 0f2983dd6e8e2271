import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'

import type { Database } from '#db/client.ts'
import { testRuns } from '#db/schema/runs.ts'
import { schedules } from '#db/schema/schedules.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'
import { databaseTime } from '#lib/schedules/database-time.ts'
import { occurrences } from '#lib/schedules/occurrences.ts'

type Schedule = typeof schedules.$inferSelect

/** An occurrence that nobody could start for so long is left out: nobody waits for it any more. */
const tooLateMs = 3_600_000
/** Started by one look at most; the next look goes on. */
const atOnce = 1_000

async function isUnderWay(db: Database, runId: string | null): Promise<boolean> {
  if (runId === null) return false
  const [run] = await db
    .select({ id: testRuns.id })
    .from(testRuns)
    .where(and(eq(testRuns.id, runId), inArray(testRuns.status, ['queued', 'running'])))
  return run !== undefined
}

/** Why this occurrence is left out; null when it is not. */
async function reasonToSkip(db: Database, schedule: Schedule, now: Date): Promise<string | null> {
  const due = schedule.nextRunAt ?? now
  if (now.getTime() - due.getTime() > tooLateMs)
    return `The run of ${due.toISOString()} was skipped: no worker was running for more than an hour`
  if (schedule.skipWhileRunning && (await isUnderWay(db, schedule.lastRunId)))
    return `The run of ${due.toISOString()} was skipped: the previous run had not finished`
  return null
}

async function start(db: Database, schedule: Schedule): Promise<Partial<Schedule>> {
  const { id, name, organizationId, nextRunAt } = schedule
  try {
    const run = await db.transaction((savepoint) =>
      startRun(
        {
          actor: { kind: 'schedule', id: null, name, scheduleId: id },
          organizationId,
          db: savepoint,
        },
        StartRunInput.parse(schedule.request),
        { kind: 'schedule', schedule_id: id, schedule: name, due_at: nextRunAt?.toISOString() },
      ),
    )
    return { lastRunId: run.id, lastStartedAt: new Date(), lastProblem: null }
  } catch (error) {
    log.warn({ err: errorMessage(error), schedule: id }, 'a schedule could not start its run')
    return { lastProblem: errorMessage(error) }
  }
}

/**
 * One occurrence, in one transaction with the run that it starts: whoever looks at the same time, or again after a
 * crash, finds the next one. Moments are compared by the database's clock.
 */
async function startNext(db: Database): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [schedule] = await tx
      .select()
      .from(schedules)
      .where(and(eq(schedules.isActive, true), lte(schedules.nextRunAt, sql`now()`)))
      .orderBy(asc(schedules.nextRunAt))
      .limit(1)
      .for('update', { skipLocked: true })
    if (!schedule) return false
    const now = await databaseTime(tx)
    const problem = await reasonToSkip(tx, schedule, now)
    const outcome = problem === null ? await start(tx, schedule) : { lastProblem: problem }
    const [nextRunAt] = occurrences(schedule.cron, schedule.timeZone, now, 1)
    await tx
      .update(schedules)
      .set({ ...outcome, nextRunAt: nextRunAt ?? null })
      .where(eq(schedules.id, schedule.id))
    return true
  })
}

/** Starts what is due in all organizations, each occurrence once. Returns how many were dealt with. */
export async function startDueSchedules(db: Database, signal?: AbortSignal): Promise<number> {
  let count = 0
  while (count < atOnce && signal?.aborted !== true && (await startNext(db))) count++
  return count
}
