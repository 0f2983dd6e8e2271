'use client'

import {
  Bar,
  BarChart,
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'

import { formatDuration } from '#lib/format/duration.ts'
import { formatCount } from '#lib/format/share.ts'

import { axis, grid } from './axis.ts'
import { ChartTooltip } from './chart-tooltip.client.tsx'
import type { LatencyHistogramProps } from './latency-histogram.client.tsx'
import type { LatencyBucket } from './types.ts'

const holding = (buckets: LatencyBucket[], ms: number | null) =>
  ms === null ? undefined : buckets.find((one) => ms >= one.from_ms && ms < one.to_ms)?.from_ms

export function LatencyHistogramPlot({ buckets, p50_ms, p95_ms }: LatencyHistogramProps) {
  const byStart = new Map(buckets.map((bucket) => [bucket.from_ms, bucket]))
  const marks = [
    { label: 'p50', at: holding(buckets, p50_ms) },
    { label: 'p95', at: holding(buckets, p95_ms) },
  ]
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={buckets}
        margin={{ top: 18, right: 8, bottom: 0, left: -8 }}
        barCategoryGap={1}
        accessibilityLayer={false}
      >
        <CartesianGrid {...grid} />
        <XAxis dataKey="from_ms" {...axis} tickFormatter={formatDuration} minTickGap={28} />
        <YAxis {...axis} width={44} axisLine={false} allowDecimals={false} />
        <Tooltip
          cursor={{ fill: 'var(--accent)', opacity: 0.5 }}
          content={({ active, label }) => {
            const bucket = byStart.get(Number(label))
            if (!active || !bucket) return null
            return (
              <ChartTooltip
                title={`${formatDuration(bucket.from_ms)} to ${formatDuration(bucket.to_ms)}`}
                entries={[
                  { name: 'Executions', value: formatCount(bucket.count), color: 'var(--primary)' },
                ]}
              />
            )
          }}
        />
        <Bar dataKey="count" fill="var(--primary)" fillOpacity={0.75} isAnimationActive={false} />
        {marks.map(
          ({ label, at }) =>
            at !== undefined && (
              <ReferenceLine
                key={label}
                x={at}
                stroke="var(--foreground)"
                strokeDasharray="3 3"
                label={{ value: label, position: 'top', fontSize: 11, fill: 'var(--foreground)' }}
              />
            ),
        )}
      </BarChart>
    </ResponsiveContainer>
  )
}
