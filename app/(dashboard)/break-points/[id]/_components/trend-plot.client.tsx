'use client'

import {
  CartesianGrid,
  ErrorBar,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'

import type { TrendChartProps } from '#app/(dashboard)/break-points/[id]/_lib/trend-chart-props.ts'
import { axis as axisLook, formatDay, grid } from '#components/charts/axis.ts'
import { ChartTooltip } from '#components/charts/chart-tooltip.client.tsx'
import { formatBetween, formatLevel, formatNumber } from '#components/robustness/axis-texts.ts'
import { formatInstant } from '#lib/platform/format/instant.ts'

export function TrendPlot({ axis, trend }: TrendChartProps) {
  const byId = new Map(trend.map((point) => [point.id, point]))
  const data = trend.map((point) => {
    const low = Math.min(point.passes_at, point.fails_at)
    const high = Math.max(point.passes_at, point.fails_at)
    return { ...point, error: [point.break_point - low, high - point.break_point] }
  })
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart
        data={data}
        margin={{ top: 8, right: 16, bottom: 0, left: -4 }}
        accessibilityLayer={false}
      >
        <CartesianGrid {...grid} />
        <XAxis
          dataKey="id"
          {...axisLook}
          padding={{ left: 20, right: 20 }}
          minTickGap={24}
          tickFormatter={(id: string) => formatDay(byId.get(id)?.finished_at ?? '')}
        />
        <YAxis
          {...axisLook}
          width={52}
          axisLine={false}
          domain={['auto', 'auto']}
          tickFormatter={(level: number) => formatNumber(axis, level)}
        />
        <Tooltip
          cursor={{ stroke: 'var(--control)' }}
          content={({ active, label }) => {
            const point = byId.get(String(label))
            if (!active || !point) return null
            return (
              <ChartTooltip
                title={formatInstant(point.finished_at)}
                entries={[
                  {
                    name: 'Breaks at',
                    value: formatLevel(axis, point.break_point),
                    color: 'var(--primary)',
                  },
                  {
                    name: 'Interval',
                    value: formatBetween(axis, point.passes_at, point.fails_at),
                    color: 'var(--foreground)',
                  },
                ]}
              />
            )
          }}
        />
        <Line
          dataKey="break_point"
          stroke="var(--primary)"
          strokeWidth={1.75}
          dot={{ r: 4, fill: 'var(--card)', strokeWidth: 2 }}
          isAnimationActive={false}
        >
          <ErrorBar
            dataKey="error"
            direction="y"
            width={5}
            stroke="var(--foreground)"
            strokeOpacity={0.55}
            isAnimationActive={false}
          />
        </Line>
      </LineChart>
    </ResponsiveContainer>
  )
}
