'use client'

import type { TrendChartProps } from '#app/(dashboard)/break-points/[id]/_lib/trend-chart-props.ts'
import { ChartFrame } from '#components/charts/chart-frame.tsx'
import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import { axisTexts, formatBetween, formatLevel } from '#components/robustness/axis-texts.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { formatInstant } from '#lib/platform/format/instant.ts'

const Plot = lazyView(
  () =>
    import('#app/(dashboard)/break-points/[id]/_components/trend-plot.client.tsx').then(
      (plot) => plot.TrendPlot,
    ),
  {
    loading: () => <Skeleton className="h-56" />,
  },
)

/** Robustness of the same search over time, each with the interval in which it lies. */
export function TrendChart({ axis, trend }: TrendChartProps) {
  return (
    <ChartFrame
      label={`Robustness threshold over time, ${axisTexts[axis].harder} is better`}
      columns={['When', 'Robustness threshold', 'Interval']}
      rows={trend.map(({ finished_at, break_point, passes_at, fails_at }) => [
        formatInstant(finished_at, 'UTC'),
        formatLevel(axis, break_point),
        formatBetween(axis, passes_at, fails_at),
      ])}
      empty="Search again, and the two robustness thresholds stand beside each other here."
    >
      <Plot axis={axis} trend={trend} />
    </ChartFrame>
  )
}
