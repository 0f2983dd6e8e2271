'use client'

import type { CurveChartProps } from '#app/(dashboard)/break-points/[id]/_lib/curve-chart-props.ts'
import { ChartFrame } from '#components/charts/chart-frame.tsx'
import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import { formatLevel } from '#components/robustness/axis-texts.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { formatShare } from '#lib/platform/format/share.ts'

const Plot = lazyView(
  () =>
    import('#app/(dashboard)/break-points/[id]/_components/curve-plot.client.tsx').then(
      (plot) => plot.CurvePlot,
    ),
  {
    loading: () => <Skeleton className="h-56" />,
  },
)

/** Share of tries that passed at each level, easy on the left. */
export function CurveChart({ search }: CurveChartProps) {
  const { axis, probes } = search
  return (
    <ChartFrame
      label="Share that passed by level"
      columns={['Level', 'Passed', '95 % interval']}
      rows={probes.map(({ level, pass_rate: rate, low, high }) => [
        formatLevel(axis, level),
        formatShare(rate, 0),
        low === null ? 'not judged yet' : `${formatShare(low, 0)} to ${formatShare(high, 0)}`,
      ])}
      empty="The first level appears here in a moment."
    >
      <Plot search={search} />
    </ChartFrame>
  )
}
