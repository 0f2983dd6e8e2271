'use client'

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'

import type { LatencySpread } from '#app/(dashboard)/runs/[id]/analysis/_lib/latency-spread.ts'
import { axis, grid } from '#components/charts/axis.ts'
import { ChartTooltip } from '#components/charts/chart-tooltip.client.tsx'
import { formatDuration } from '#lib/platform/format/duration.ts'

type Box = { x?: number; y?: number; width?: number; height?: number }

/** A dot at the median and a line to the tail, with a cap at its end. */
function DotInterval({ x = 0, y = 0, width = 0, height = 0 }: Box) {
  const middle = y + height / 2
  return (
    <g stroke="var(--primary)" strokeWidth={2}>
      <line x1={x} x2={x + width} y1={middle} y2={middle} strokeOpacity={0.55} />
      <line x1={x + width} x2={x + width} y1={middle - 5} y2={middle + 5} />
      <circle cx={x} cy={middle} r={4.5} fill="var(--primary)" stroke="var(--card)" />
    </g>
  )
}

const short = (label: string) => (label.length > 14 ? `${label.slice(0, 13)}…` : label)

export function LatencySpreadPlot({ spreads, end }: { spreads: LatencySpread[]; end: number }) {
  const byLabel = new Map(spreads.map((spread) => [spread.label, spread]))
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        layout="vertical"
        data={spreads.map((spread) => ({ ...spread, range: [spread.from, spread.to] }))}
        margin={{ top: 4, right: 16, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid {...grid} vertical horizontal={false} />
        <XAxis
          type="number"
          domain={[0, end]}
          {...axis}
          tickFormatter={(ms: number) => formatDuration(ms)}
        />
        <YAxis
          type="category"
          dataKey="label"
          {...axis}
          width={104}
          axisLine={false}
          interval={0}
          tickFormatter={short}
        />
        <Tooltip
          cursor={{ fill: 'var(--accent)', opacity: 0.5 }}
          content={({ active, label }) => {
            const spread = byLabel.get(String(label))
            if (!active || !spread) return null
            return (
              <ChartTooltip
                title={`${spread.label}, n = ${spread.n}`}
                entries={[
                  { name: 'Median', value: formatDuration(spread.from), color: 'var(--primary)' },
                  { name: spread.tail, value: formatDuration(spread.to), color: 'var(--control)' },
                ]}
              />
            )
          }}
        />
        <Bar dataKey="range" shape={DotInterval} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  )
}
