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
