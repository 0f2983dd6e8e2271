import postgres, { type TransactionSql } from 'postgres'

import type { Sql } from '#db/client.ts'
import { putDeadLetters } from '#lib/platform/jobs/dead-letters.ts'
import { jobsChannel, withinSql } from '#lib/platform/jobs/enqueue.ts'
import { log } from '#lib/platform/log.ts'
import { storedJson, storedText } from '#lib/platform/postgres/stored-json.ts'
import { together } from '#lib/platform/postgres/together.ts'
import { eventsChannel, runMessages } from '#lib/runs/publish.ts'
import { superseded } from '#lib/runs/queue/superseded.ts'
import { startCooldowns } from '#lib/runs/queue/target-cooldowns.ts'
import { wakeWorkers } from '#lib/runs/queue/wake-workers.ts'
import { countsOf } from '#lib/runs/results/apply-counts.ts'
import { finalizeQueue } from '#lib/runs/results/enqueue-finalize.ts'
import { executionLists } from '#lib/runs/results/execution-lists.ts'
import { observeRecorded } from '#lib/runs/results/observe-recorded.ts'
import { countedExecution, isRecorded, type Outcome } from '#lib/runs/results/outcome.ts'

function movedRow(outcome: Outcome) {
  const record = isRecorded(outcome) ? outcome.record : null
  const final = outcome.kind === 'final' && record !== null
  return {
    id: outcome.item.id,
    attempt: outcome.item.attempt,
    final,
    cleared: isRecorded(outcome) && outcome.cleared,
    // Recorded, and tried again.
    retried: outcome.kind === 'retry' || outcome.kind === 'deferred',
    tries: outcome.kind === 'retry' ? outcome.item.tries + 1 : final ? outcome.item.tries : 0,
    wait_ms: outcome.kind === 'retry' ? outcome.waitMs : null,
    // An invalid item has not been tested: it failed as an item, whatever its verdict says of the voice AI.
    status: !final ? 'pending' : record.validation.verdict === 'invalid' ? 'failed' : 'completed',
    verdict: final ? record.validation.verdict : null,
    execution_id: record?.id ?? null,
    last_error: record && record.validation.verdict === 'invalid' ? record.validation.reason : null,
    finished_at: final ? record.finishedAt.toISOString() : null,
  }
}

/** SQLSTATE of `earshot_require`. */
const notAllOurs = 'EA001'

/**
 * Moves the items on and writes all that is recorded of them, in one call of the database (drizzle/0011_record_results.sql):
 * counters in which batches meet are never locked while PostgreSQL waits for us. Fails unless all items were still at our
 * attempt: the others were taken over by a newer attempt, taken back or cancelled, and their results are refused.
 */
async function recordRows(sql: Sql | TransactionSql, outcomes: Outcome[]): Promise<void> {
  const recorded = outcomes.filter(isRecorded)
  const final = recorded.filter(({ kind }) => kind === 'final')
  const { days, runs, totals } = countsOf(final.map(countedExecution))
  const of = executionLists(recorded)
  await sql`
    select earshot_record_results(${storedJson(outcomes.map(movedRow))}::jsonb, ${of.executions}::jsonb,
      ${of.details}::jsonb, ${of.validations}::jsonb, ${of.conditions}::jsonb, ${of.reviews}::jsonb,
      ${JSON.stringify(days)}::jsonb, ${runs.length === 0 ? null : JSON.stringify(runs)}::jsonb,
      ${JSON.stringify(totals)}::jsonb, ${finalizeQueue}, ${jobsChannel}, ${runMessages(final)}::text[],
      ${eventsChannel})`
}

/** What Earshot itself could not carry out on the last try. */
async function buryDead(tx: TransactionSql, outcomes: Outcome[]): Promise<void> {
  const dead = outcomes.flatMap((outcome) =>
    outcome.kind === 'final' && outcome.deadLetter
      ? {
          payload: { organizationId: outcome.item.organizationId, itemId: outcome.item.id },
          retries: outcome.item.tries,
          cause: storedText(outcome.record.validation.reason),
        }
      : [],
  )
  await putDeadLetters(withinSql(tx), 'execution.execute', dead)
}

/** Those that may be begun elsewhere at once. */
async function announceReturned(tx: TransactionSql, outcomes: Outcome[]): Promise<void> {
  const returned = outcomes.some(({ kind }) => kind === 'handback' || kind === 'deferred')
  if (returned) await wakeWorkers(withinSql(tx))
}

/** Whether results change something beside their items, executions and counters. */
const isPlain = (outcome: Outcome) =>
  outcome.kind === 'retry' || (outcome.kind === 'final' && !outcome.deadLetter)

async function recordBatch(sql: Sql, outcomes: Outcome[]): Promise<void> {
  if (outcomes.every(isPlain)) await recordRows(sql, outcomes)
  else
    await sql.begin(async (tx) => {
      await together(
        startCooldowns(tx, outcomes),
        buryDead(tx, outcomes),
        announceReturned(tx, outcomes),
        // Last, because two batches of one run meet in its counters.
        recordRows(tx, outcomes),
      )
    })
  for (const outcome of outcomes) if (outcome.kind === 'final') observeRecorded(outcome)
}

/**
 * Records a batch of outcomes in one transaction: execution, judgement, counters, review item and the state of the item
 * commit together or not at all. Each outcome is recorded at most once, whatever crashes; a result of a superseded
 * attempt is refused. Throws when the database cannot be reached.
 */
export async function recordResults(sql: Sql, outcomes: Outcome[]): Promise<void> {
  if (outcomes.length === 0) return
  try {
    await recordBatch(sql, outcomes)
  } catch (error) {
    if (!(error instanceof postgres.PostgresError && error.code === notAllOurs)) throw error
    const lost = await superseded(
      sql,
      outcomes.map(({ item }) => item),
    )
    const kept = outcomes.filter(({ item }) => !lost.has(item))
    if (lost.size === 0) throw error
    log.warn({ refused: lost.size }, 'results of superseded attempts refused')
    await recordResults(sql, kept)
  }
}
