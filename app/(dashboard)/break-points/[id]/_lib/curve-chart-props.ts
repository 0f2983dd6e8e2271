import type { SearchDetailView } from '#lib/robustness/schema.ts'

export type CurveChartProps = {
  search: Pick<SearchDetailView, 'axis' | 'plan' | 'probes' | 'passes_at' | 'fails_at'>
}
