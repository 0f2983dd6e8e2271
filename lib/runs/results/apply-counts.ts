import { binCount, latencyBin } from '#lib/platform/format/latency-bins.ts'
import type { Statements } from '#lib/platform/jobs/enqueue.ts'
import { together } from '#lib/platform/postgres/together.ts'
import { addToTotals, type DayCounts, totalsOfDays } from '#lib/runs/results/daily-totals.ts'
import type { CountedExecution } from '#lib/runs/results/outcome.ts'

type RunDelta = {
  run_id: string
  passed: number
  failed: number
  invalid: number
  manual_review: number
  passed_after_retry: number
  response_ms_sum: number
  response_count: number
}

type DayDelta = DayCounts & { suite_id: string; language: string; mode: string }

function entry<T>(map: Map<string, T>, key: string, make: () => T): T {
  const found = map.get(key) ?? make()
  map.set(key, found)
  return found
}

function byRun(rows: CountedExecution[]): RunDelta[] {
  const runs = new Map<string, RunDelta>()
  for (const row of rows) {
    const delta = entry(runs, row.runId, () => ({
      run_id: row.runId,
      passed: 0,
      failed: 0,
      invalid: 0,
      manual_review: 0,
      passed_after_retry: 0,
      response_ms_sum: 0,
      response_count: 0,
    }))
    delta[row.verdict] += row.sign
    if (row.reviewStatus === 'manual_review') delta.manual_review += row.sign
    if (row.verdict === 'passed' && row.afterRetry) delta.passed_after_retry += row.sign
    if (row.responseMs !== null) {
      delta.response_ms_sum += row.sign * row.responseMs
      delta.response_count += row.sign
    }
  }
  // A fixed order of locks: two workers that record results of the same two runs cannot deadlock.
  return [...runs.values()].sort((a, b) => (a.run_id < b.run_id ? -1 : 1))
}

type DayKey = Pick<DayDelta, 'organization_id' | 'day' | 'suite_id' | 'language' | 'mode'>

/** The rows of the daily roll-up in which an execution counts. */
const dayKeys = (row: CountedExecution): DayKey[] => [
  {
    organization_id: row.organizationId,
    day: row.finishedAt.toISOString().slice(0, 10),
    suite_id: row.suiteId,
    language: row.language,
    mode: row.mode,
  },
]

function addToDay(delta: DayDelta, row: CountedExecution): void {
  delta.executions += row.sign
  delta[row.verdict] += row.sign
  if (row.verdict === 'passed' && row.afterRetry) delta.passed_after_retry += row.sign
  if (row.responseMs === null) return
  const bin = latencyBin(row.responseMs)
  delta.response_ms_sum += row.sign * row.responseMs
  delta.response_bins[bin] = (delta.response_bins[bin] ?? 0) + row.sign
}

function byDay(rows: CountedExecution[]): DayDelta[] {
  const days = new Map<string, DayDelta>()
  // What a search makes fail says nothing of a day.
  for (const row of rows.filter(({ purpose }) => purpose === 'test'))
    for (const key of dayKeys(row))
      addToDay(
        entry(days, Object.values(key).join(' '), () => ({
          ...key,
          ...{ executions: 0, passed: 0, failed: 0, invalid: 0 },
          ...{ passed_after_retry: 0, response_ms_sum: 0 },
          response_bins: new Array<number>(binCount).fill(0),
        })),
        row,
      )
  return [...days.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, delta]) => delta)
}

const addToDays = `
    insert into test_metrics as m (organization_id, day, suite_id, language, mode, executions, passed,
      failed, invalid, passed_after_retry, response_ms_sum, response_bins)
    select d.organization_id, d.day, d.suite_id, d.language, d.mode, d.executions, d.passed, d.failed,
      d.invalid, d.passed_after_retry, d.response_ms_sum, d.response_bins
    from jsonb_to_recordset($1::jsonb) as d(organization_id uuid, day date,
      suite_id uuid, language text, mode text, executions int, passed int, failed int, invalid int,
      passed_after_retry int, response_ms_sum bigint, response_bins int[])
    on conflict (organization_id, day, suite_id, language, mode) do update set
      executions = m.executions + excluded.executions,
      passed = m.passed + excluded.passed,
      failed = m.failed + excluded.failed,
      invalid = m.invalid + excluded.invalid,
      passed_after_retry = m.passed_after_retry + excluded.passed_after_retry,
      response_ms_sum = m.response_ms_sum + excluded.response_ms_sum,
      response_bins = earshot_add_bins(m.response_bins, excluded.response_bins)`

const addToRuns = `
    update run_summaries s set
      passed = s.passed + d.passed,
      failed = s.failed + d.failed,
      invalid = s.invalid + d.invalid,
      manual_review = s.manual_review + d.manual_review,
      passed_after_retry = s.passed_after_retry + d.passed_after_retry,
      response_ms_sum = s.response_ms_sum + d.response_ms_sum,
      response_count = s.response_count + d.response_count,
      revision = s.revision + 1
    from jsonb_to_recordset($1::jsonb) as d(run_id uuid, passed int, failed int, invalid int,
      manual_review int, passed_after_retry int, response_ms_sum bigint, response_count int)
    where s.run_id = d.run_id`

/**
 * Adds executions to (or takes them from) the counters of their runs and the daily roll-up, within the
 * transaction that records the change. Returns the runs touched.
 */
export async function applyCounts(tx: Statements, rows: CountedExecution[]): Promise<string[]> {
  if (rows.length === 0) return []
  const runs = byRun(rows)
  const days = byDay(rows)
  await together(
    tx.executeSql(addToDays, [JSON.stringify(days)]),
    tx.executeSql(addToRuns, [JSON.stringify(runs)]),
    tx.executeSql(addToTotals, [JSON.stringify(totalsOfDays(days))]),
  )
  return runs.map((run) => run.run_id)
}
