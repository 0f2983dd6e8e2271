/** What one change adds to one day, in the columns that `daily_totals` shares with `test_metrics`. */
export type DayCounts = {
  organization_id: string
  day: string
  executions: number
  passed: number
  failed: number
  invalid: number
  passed_after_retry: number
  response_ms_sum: number
  response_bins: number[]
}

const summed = [
  'executions',
  'passed',
  'failed',
  'invalid',
  'passed_after_retry',
  'response_ms_sum',
] as const

/** Changes of days by suite, language and mode, added up over these; days keep their order, which is that of the locks. */
export function totalsOfDays(days: readonly DayCounts[]): DayCounts[] {
  const totals = new Map<string, DayCounts>()
  for (const { organization_id, day, response_bins, ...counts } of days) {
    const key = `${organization_id} ${day}`
    const total = totals.get(key)
    if (!total) {
      const bins = [...response_bins]
      totals.set(key, { organization_id, day, ...counts, response_bins: bins })
      continue
    }
    for (const name of summed) total[name] += counts[name]
    response_bins.forEach((n, bin) => {
      total.response_bins[bin] = (total.response_bins[bin] ?? 0) + n
    })
  }
  return [...totals.values()]
}

/** `$1`: JSON of `totalsOfDays`. */
export const addToTotals = `
    insert into daily_totals as t (organization_id, day, executions, passed, failed, invalid,
      passed_after_retry, response_ms_sum, response_bins)
    select d.organization_id, d.day, d.executions, d.passed, d.failed, d.invalid,
      d.passed_after_retry, d.response_ms_sum, d.response_bins
    from jsonb_to_recordset($1::jsonb) as d(organization_id uuid, day date, executions int, passed int,
      failed int, invalid int, passed_after_retry int, response_ms_sum bigint, response_bins int[])
    on conflict (organization_id, day) do update set
      executions = t.executions + excluded.executions,
      passed = t.passed + excluded.passed,
      failed = t.failed + excluded.failed,
      invalid = t.invalid + excluded.invalid,
      passed_after_retry = t.passed_after_retry + excluded.passed_after_retry,
      response_ms_sum = t.response_ms_sum + excluded.response_ms_sum,
      response_bins = earshot_add_bins(t.response_bins, excluded.response_bins)`
