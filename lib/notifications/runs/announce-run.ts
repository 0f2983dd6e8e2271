import { sql } from 'drizzle-orm'

import { recordFailures, type RecordedFailure } from '#lib/defects/record-failures.ts'
import { recordPasses } from '#lib/defects/record-passes.ts'
import { databaseClock, type OutboxClock } from '#lib/notifications/outbox/clock.ts'
import { routeEvents } from '#lib/notifications/rules/route-event.ts'
import { listPassed } from '#lib/notifications/runs/compare-runs.ts'
import { findRunFacts, type RunFacts } from '#lib/notifications/runs/run-facts.ts'
import { runOccurrences } from '#lib/notifications/runs/run-occurrences.ts'
import { addStatuses } from '#lib/notifications/statuses/add-statuses.ts'
import { addIssues } from '#lib/notifications/trackers/add-issues.ts'
import { env } from '#lib/platform/config/env.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'

export type Moment = 'accepted' | 'finished' | 'reviewed'

/** Of one run, one at a time: a late word about its beginning must not overtake the word about its end. */
const lockRun = (tx: Ctx, runId: string) =>
  tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`notify ${runId}`}, 0))`)

async function fileDefects(tx: Ctx, facts: RunFacts): Promise<RecordedFailure[]> {
  const { run, failures } = facts
  // What waits for a person is not a fault of the voice AI yet, nor is one late answer to a machine that was busy.
  const decided = failures.filter(
    (failure) => failure.decided && (!failure.lateByUs || failure.executionIds.length > 1),
  )
  const recorded = await recordFailures(tx, decided, new Date(run.created_at))
  const resolved = await recordPasses(tx, await listPassed(tx, run.id), env.DEFECT_PASSES_TO_CLOSE)
  await addIssues(tx, facts, recorded, resolved)
  return recorded
}

/**
 * Tells everybody whom it concerns of a moment of a run: its commit, the defects and their issues, and whoever the rules
 * name. All intents are written in one transaction; repeating it adds nothing. A run that is gone tells nothing.
 */
export async function announceRun(
  ctx: Ctx,
  runId: string,
  moment: Moment,
  clock: OutboxClock = databaseClock,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockRun(tx, runId)
    const facts = await findRunFacts(tx, runId)
    if (!facts) return
    await addStatuses(tx, facts)
    const hasEnded = facts.run.status === 'completed' || facts.run.status === 'failed'
    if (moment === 'accepted' || !hasEnded) return
    const recorded = facts.run.status === 'completed' ? await fileDefects(tx, facts) : []
    const occurrences = runOccurrences(facts, recorded)
    // A review changes verdicts, not the fact that the run has ended: only new defects are news.
    const news =
      moment === 'reviewed'
        ? occurrences.filter(({ event }) => event === 'defect_created')
        : occurrences
    await routeEvents(tx, news, await clock.now(tx))
  })
}
