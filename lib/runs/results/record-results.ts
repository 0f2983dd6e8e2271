import type { TransactionSql } from 'postgres'
import { z } from 'zod'

import type { Sql } from '#db/client.ts'
import type { Boss } from '#lib/platform/jobs/boss.ts'
import { jobsChannel, withinSql } from '#lib/platform/jobs/enqueue.ts'
import { log } from '#lib/platform/log.ts'
import { storedJson, storedText } from '#lib/platform/postgres/stored-json.ts'
import { together } from '#lib/platform/postgres/together.ts'
import { publishRuns } from '#lib/runs/publish.ts'
import { startCooldowns } from '#lib/runs/queue/target-cooldowns.ts'
import { applyCounts } from '#lib/runs/results/apply-counts.ts'
import { insertExecutions } from '#lib/runs/results/insert-executions.ts'
import { observeRecorded } from '#lib/runs/results/observe-recorded.ts'
import { countedExecution, isRecorded, type Outcome } from '#lib/runs/results/outcome.ts'

const queue = 'execution.execute'

/** Some job of the batch was no longer ours: the transaction is undone and each half is tried alone. */
class FencedError extends Error {}

/**
 * Moves the items on, and returns the ids of those that were still at our attempt. The others were taken
 * over by a newer attempt or cancelled: their results are refused.
 */
async function fenceItems(tx: TransactionSql, outcomes: Outcome[]): Promise<Set<string>> {
  const rows = outcomes.map((outcome) => {
    const record = isRecorded(outcome) ? outcome.record : null
    const final = outcome.kind === 'final' && record !== null
    return {
      id: outcome.item.id,
      attempt: outcome.item.attempt,
      final,
      cleared: isRecorded(outcome) && outcome.cleared,
      retried: outcome.kind === 'retry' || outcome.kind === 'deferred',
      // An invalid item has not been tested: it failed as an item, whatever its verdict says of the voice AI.
      status: !final ? 'pending' : record.validation.verdict === 'invalid' ? 'failed' : 'completed',
      verdict: final ? record.validation.verdict : null,
      execution_id: record?.id ?? null,
      last_error:
        record && record.validation.verdict === 'invalid' ? record.validation.reason : null,
      handback: outcome.kind === 'handback' || outcome.kind === 'deferred',
      finished_at: final ? record.finishedAt.toISOString() : null,
    }
  })
  const moved = await tx<{ id: string }[]>`
    update test_execution_queue q set
      status = i.status,
      verdict = i.verdict,
      execution_id = coalesce(i.execution_id, q.execution_id),
      last_error = i.last_error,
      retries = q.retries + i.retried::int,
      crashes = case when i.cleared then 0 else q.crashes end,
      admitted_at = case when i.handback then null else q.admitted_at end,
      finished_at = i.finished_at
    from jsonb_to_recordset(${storedJson(rows)}::jsonb) as i(id uuid, attempt int, final boolean,
      cleared boolean, retried boolean, status text, verdict text, execution_id uuid, last_error text, handback boolean,
      finished_at timestamptz)
    where q.id = i.id and q.attempt = i.attempt and q.status = 'running'
    returning q.id`
  return new Set(moved.map((row) => row.id))
}

/** Jobs that go back (or, out of tries, to the dead letters), by the cause they carry. */
function failures(outcomes: Outcome[]): Map<string, Outcome[]> {
  const byCause = new Map<string, Outcome[]>()
  for (const outcome of outcomes) {
    if (outcome.kind !== 'retry' && !(outcome.kind === 'final' && outcome.deadLetter)) continue
    const cause = storedText(outcome.record.validation.reason)
    byCause.set(cause, [...(byCause.get(cause) ?? []), outcome])
  }
  return byCause
}

// pg-boss answers with counts that its types leave out.
const Affected = z.object({ affected: z.number() })

/** Ends or fails the jobs; false when some were no longer ours. */
async function endJobs(tx: TransactionSql, boss: Boss, outcomes: Outcome[]): Promise<boolean> {
  const db = withinSql(tx)
  const failed = failures(outcomes)
  const failing = new Set([...failed.values()].flat())
  const ended = outcomes.filter((outcome) => !failing.has(outcome)).map(({ job }) => job)
  if (ended.length > 0) {
    const { affected } = Affected.parse(await boss.complete(queue, ended, null, { db }))
    if (affected < ended.length) return false
  }
  for (const [message, group] of failed) {
    const jobs = group.map(({ job }) => job)
    const { affected } = Affected.parse(await boss.fail(queue, jobs, { message }, { db }))
    if (affected < jobs.length) return false
  }
  await holdBack(tx, outcomes)
  await startCooldowns(tx, outcomes)
  return true
}

/** The voice AI said how long it wants to be left alone: no other try comes sooner. */
async function holdBack(tx: TransactionSql, outcomes: Outcome[]): Promise<void> {
  const asked = outcomes.flatMap((outcome) =>
    outcome.kind === 'retry' && outcome.retryAfterMs !== null
      ? [{ id: outcome.job.id, ms: outcome.retryAfterMs }]
      : [],
  )
  if (asked.length === 0) return
  await tx`
    update pgboss.job j set start_after = greatest(j.start_after, now() + w.ms * interval '1 ms')
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as w(id uuid, ms float8)
    where j.name = ${queue} and j.id = w.id and j.state = 'retry'`
}

/** Jobs that finalize the runs whose last item this transaction recorded. */
async function enqueueFinalize(tx: TransactionSql, boss: Boss, runIds: string[]): Promise<void> {
  const ended = await tx<{ id: string; organization_id: string }[]>`
    select r.id, r.organization_id from run_summaries s join test_runs r on r.id = s.run_id
    where s.run_id = any(${runIds}::uuid[]) and r.expanded_at is not null
      and s.passed + s.failed + s.invalid + s.cancelled >= s.total`
  if (ended.length === 0) return
  await boss.insert(
    'run.finalize',
    ended.map((run) => ({ data: { runId: run.id, organizationId: run.organization_id } })),
    { db: withinSql(tx) },
  )
  await tx`select pg_notify(${jobsChannel}, 'run.finalize')`
}

/** Some results of the batch are not ours to record any more: the transaction is undone and tried without them. */
class SupersededError extends Error {
  readonly ours: Set<string>

  constructor(ours: Set<string>) {
    super('superseded')
    this.ours = ours
  }
}

async function recordBatch(sql: Sql, boss: Boss, outcomes: Outcome[]): Promise<void> {
  const recorded = outcomes.filter(isRecorded)
  const final = recorded.filter(({ kind }) => kind === 'final')
  await sql.begin(async (tx) => {
    // Sent together, since nearly always every item is still ours: one wait for the database instead of six.
    const [ours, jobsOurs] = await together(
      fenceItems(tx, outcomes),
      endJobs(tx, boss, outcomes),
      insertExecutions(tx, recorded),
    )
    // A cancelled item is nobody's: only its job ends.
    if (outcomes.some(({ kind, item }) => kind !== 'dropped' && !ours.has(item.id)))
      throw new SupersededError(ours)
    if (!jobsOurs) throw new FencedError()
    // Last, because two batches of one run meet in its counters.
    const runIds = await applyCounts(withinSql(tx), final.map(countedExecution))
    if (runIds.length > 0)
      await together(enqueueFinalize(tx, boss, runIds), publishRuns(withinSql(tx), final))
  })
  final.forEach(observeRecorded)
}

/**
 * Records a batch of outcomes and ends their jobs in one transaction: execution, judgement, counters,
 * review item and job commit together or not at all. Each outcome is recorded at most once, whatever
 * crashes; a result of a superseded attempt is refused. Throws when the database cannot be reached.
 */
export async function recordResults(sql: Sql, boss: Boss, outcomes: Outcome[]): Promise<void> {
  if (outcomes.length === 0) return
  try {
    await recordBatch(sql, boss, outcomes)
  } catch (error) {
    if (error instanceof SupersededError) {
      const ours = ({ kind, item }: Outcome) => kind === 'dropped' || error.ours.has(item.id)
      const kept = outcomes.filter(ours)
      const refused = outcomes.filter((outcome) => !ours(outcome))
      log.warn({ refused: refused.length }, 'results of superseded attempts refused')
      // Ends the jobs of cancelled items; those of newer attempts are fenced off from us.
      await boss.complete(
        queue,
        refused.map(({ job }) => job),
      )
      return recordResults(sql, boss, kept)
    }
    if (!(error instanceof FencedError)) throw error
    if (outcomes.length === 1) {
      log.warn({ itemId: outcomes[0]?.item.id }, 'a superseded attempt was refused')
      return
    }
    const half = outcomes.length >> 1
    await recordResults(sql, boss, outcomes.slice(0, half))
    await recordResults(sql, boss, outcomes.slice(half))
  }
}
