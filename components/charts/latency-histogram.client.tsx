'use client'

import dynamic from 'next/dynamic'

import { Skeleton } from '#components/ui/skeleton.tsx'
import { formatDuration } from '#lib/format/duration.ts'
import { formatCount } from '#lib/format/share.ts'

import { ChartFrame } from './chart-frame.tsx'
import type { LatencyBucket } from './types.ts'

const Plot = dynamic(
  () => import('./latency-histogram-plot.client.tsx').then((plot) => plot.LatencyHistogramPlot),
  { ssr: false, loading: () => <Skeleton className="h-56" /> },
)

export type LatencyHistogramProps = {
  buckets: LatencyBucket[]
  /** ms; drawn as lines */
  p50_ms: number | null
  p95_ms: number | null
}

/** How long answers took, counted from the end of speech. */
export function LatencyHistogram({ buckets, p50_ms, p95_ms }: LatencyHistogramProps) {
  return (
    <ChartFrame
      label="Response latency"
      columns={['Response within', 'Executions']}
      rows={buckets.map((bucket) => [
        `${formatDuration(bucket.from_ms)} to ${formatDuration(bucket.to_ms)}`,
        formatCount(bucket.count),
      ])}
      empty="No clean attempt has been timed yet."
    >
      <Plot buckets={buckets} p50_ms={p50_ms} p95_ms={p95_ms} />
    </ChartFrame>
  )
}
