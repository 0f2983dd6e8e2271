'use client'

import type { LatencySpread } from '#app/(dashboard)/runs/[id]/analysis/_lib/latency-spread.ts'
import { ChartFrame } from '#components/charts/chart-frame.tsx'
import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { formatDuration } from '#lib/platform/format/duration.ts'
import { formatCount } from '#lib/platform/format/share.ts'

const Plot = lazyView(
  () =>
    import('#app/(dashboard)/runs/[id]/analysis/_components/latency-spread-plot.client.tsx').then(
      (plot) => plot.LatencySpreadPlot,
    ),
  { loading: () => <Skeleton className="h-56" /> },
)

export type LatencySpreadChartProps = {
  /** what is compared, e.g. `language` */
  by: string
  spreads: LatencySpread[]
  /** end of the axis, ms: the same for charts that stand beside each other */
  end: number
}

/** Median and tail of each group's response time. */
export function LatencySpreadChart({ by, spreads, end }: LatencySpreadChartProps) {
  return (
    <ChartFrame
      label={`Response time by ${by}`}
      columns={[by, 'n', 'Median', 'To']}
      rows={spreads.map(({ label, n, from, to, tail }) => [
        label,
        formatCount(n),
        formatDuration(from),
        `${formatDuration(to)} (${tail})`,
      ])}
      empty="No answer was timed."
    >
      <Plot spreads={spreads} end={end} />
    </ChartFrame>
  )
}
