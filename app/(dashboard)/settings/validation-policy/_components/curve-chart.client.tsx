'use client'

import type { CurveChartProps } from '#app/(dashboard)/settings/validation-policy/_lib/curve-chart-props.ts'
import { ChartFrame } from '#components/charts/chart-frame.tsx'
import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { formatCount, formatShare } from '#lib/platform/format/share.ts'

const Plot = lazyView(
  () =>
    import('#app/(dashboard)/settings/validation-policy/_components/curve-plot.client.tsx').then(
      (plot) => plot.CurvePlot,
    ),
  {
    loading: () => <Skeleton className="h-56" />,
  },
)

const verdictWords = { passed: 'Passes', failed: 'Failures' }

/** How much is decided without a person, against how much of it may be wrong, as the cut moves. */
export function CurveChart({ sides, decisions, promise }: CurveChartProps) {
  const rows = sides.flatMap(({ verdict, points }) =>
    points.map(({ cut, automated, reviews, errors, bound }) => [
      verdictWords[verdict],
      formatShare(cut, 0),
      formatShare(automated),
      formatCount(reviews),
      formatCount(errors),
      formatShare(bound, 2),
    ]),
  )
  return (
    <div className="space-y-2">
      <ul className="text-muted-foreground flex flex-wrap gap-x-4 text-xs" aria-hidden>
        <li className="flex items-center gap-1.5">
          <span className="border-passed-mark w-5 border-t-2" /> passes
        </li>
        <li className="flex items-center gap-1.5">
          <span className="border-failed-mark w-5 border-t-2 border-dashed" /> failures
        </li>
      </ul>
      <ChartFrame
        label="Share decided without a person, and the share of it that may be wrong"
        columns={['Verdict', 'From', 'Without a person', 'Reviews', 'Wrong', 'At most wrong']}
        rows={decisions === 0 ? [] : rows}
        empty="No verdicts in these days. Start a run, and decide the audits that it brings."
      >
        <Plot sides={sides} promise={promise} />
      </ChartFrame>
    </div>
  )
}
