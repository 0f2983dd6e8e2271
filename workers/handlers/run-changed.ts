import { fileRun } from '#lib/defects/file-run.ts'
import { databaseClock, type OutboxClock } from '#lib/notifications/outbox/clock.ts'
import { routeEvents } from '#lib/notifications/rules/route-events.ts'
import { lockRun } from '#lib/notifications/runs/lock-run.ts'
import { findRunFacts } from '#lib/notifications/runs/run-facts.ts'
import { runNotificationEvents } from '#lib/notifications/runs/run-notification-events.ts'
import { addStatuses } from '#lib/notifications/statuses/add-statuses.ts'
import { addIssues } from '#lib/notifications/trackers/add-issues.ts'
import { type Ctx, inTransaction, systemCtx } from '#lib/platform/context.ts'
import type { Payload } from '#lib/platform/jobs/catalog.ts'
import type { Handler } from '#workers/types.ts'

type Moment = Payload<'run.notify'>['moment']

const nothing = { recorded: [], resolved: [] }

/**
 * Does what follows when a run begins, ends or is reviewed: tells its commit, files its failures under defects, keeps their
 * issues, and tells whoever the rules name. All in one transaction; repeating it adds nothing. A run that is gone tells
 * nothing.
 */
export async function followRun(
  ctx: Ctx,
  runId: string,
  moment: Moment,
  clock: OutboxClock = databaseClock,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockRun(tx, runId)
    const facts = await findRunFacts(tx, runId)
    if (!facts) return
    const { run, failures } = facts
    await addStatuses(tx, facts)
    const hasEnded = run.status === 'completed' || run.status === 'failed'
    if (moment === 'accepted' || !hasEnded) return
    const filed = run.status === 'completed' ? await fileRun(tx, run, failures) : nothing
    await addIssues(tx, facts, filed)
    const events = runNotificationEvents(facts, filed.recorded)
    // A review changes verdicts, not the fact that the run has ended: only new defects are news.
    const news =
      moment === 'reviewed' ? events.filter(({ kind }) => kind === 'defect_created') : events
    await routeEvents(tx, news, await clock.now(tx))
  })
}

export const runChanged: Handler<'run.notify'> = async ({ db }, payload) => {
  const { organizationId, runId, moment } = payload
  await followRun(systemCtx(db, organizationId), runId, moment)
}
