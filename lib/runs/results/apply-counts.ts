import { binCount, latencyBin } from '#lib/platform/format/latency-bins.ts'
import type { Statements } from '#lib/platform/jobs/enqueue.ts'
import { type DayCounts, totalsOfDays } from '#lib/runs/results/daily-totals.ts'
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

/** What executions add to the counters, in the columns of their tables. */
export type Counts = { days: DayDelta[]; runs: RunDelta[]; totals: DayCounts[] }

/** What executions add to the counters of their runs and to the daily roll-up. */
export function countsOf(rows: CountedExecution[]): Counts {
  const days = byDay(rows)
  return { days, runs: byRun(rows), totals: totalsOfDays(days) }
}

/**
 * Adds executions to (or takes them from) the counters of their runs and the daily roll-up, within the
 * transaction that records the change. Returns the runs touched.
 */
export async function applyCounts(tx: Statements, rows: CountedExecution[]): Promise<string[]> {
  if (rows.length === 0) return []
  const { days, runs, totals } = countsOf(rows)
  await tx.executeSql(
    'select earshot_apply_counts($1::text::jsonb, $2::text::jsonb, $3::text::jsonb)',
    [days, runs, totals].map((one) => JSON.stringify(one)),
  )
  return runs.map((run) => run.run_id)
}
