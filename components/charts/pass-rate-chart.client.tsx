'use client'

import { formatDay } from '#components/charts/axis.ts'
import { ChartFrame } from '#components/charts/chart-frame.tsx'
import { passRate } from '#components/charts/pass-rate.ts'
import type { DayVerdicts } from '#components/charts/types.ts'
import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { formatCount, formatShare } from '#lib/platform/format/share.ts'

const Plot = lazyView(
  () => import('#components/charts/pass-rate-plot.client.tsx').then((plot) => plot.PassRatePlot),
  {
    loading: () => <Skeleton className="h-56" />,
  },
)

export type PassRateChartProps = { days: DayVerdicts[] }

/** Verdicts of each day, stacked, and the pass rate as a line. */
export function PassRateChart({ days }: PassRateChartProps) {
  const judged = days.some((one) => one.passed + one.failed + one.invalid > 0)
  return (
    <ChartFrame
      label="Verdicts and pass rate by day"
      columns={['Day', 'Passed', 'Failed', 'Invalid', 'Pass rate']}
      rows={
        judged
          ? days.map((one) => [
              formatDay(one.day),
              formatCount(one.passed),
              formatCount(one.failed),
              formatCount(one.invalid),
              formatShare(passRate(one)),
            ])
          : []
      }
      empty="No verdicts in these days. Start a run and its pass rate appears here."
    >
      <Plot days={days} />
    </ChartFrame>
  )
}
