'use client'

import {
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'

import { axis, formatDay, grid, seriesColors, seriesDashes } from './axis.ts'
import { ChartTooltip } from './chart-tooltip.client.tsx'
import type { TrendChartProps } from './trend-chart.client.tsx'
import { formatTrendValue } from './trend-value.ts'

const colorOf = (index: number) => seriesColors[index % seriesColors.length] ?? 'var(--primary)'

export function TrendPlot({ unit, series, points }: TrendChartProps) {
  const data = points.map((point) => ({ at: point.at, ...point.values }))
  const byTime = new Map(points.map((point) => [point.at, point]))
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart
        data={data}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid {...grid} />
        <XAxis dataKey="at" {...axis} tickFormatter={formatDay} minTickGap={28} />
        <YAxis
          {...axis}
          axisLine={false}
          width={56}
          tickFormatter={(value: number) => formatTrendValue(unit, value)}
          domain={unit === 'share' ? ['auto', 1] : [0, 'auto']}
        />
        <Tooltip
          content={({ active, label }) => {
            const point = byTime.get(String(label))
            if (!active || !point) return null
            return (
              <ChartTooltip
                title={formatDay(point.at)}
                entries={series.map((one, index) => ({
                  name: one.label,
                  value: formatTrendValue(unit, point.values[one.key] ?? null),
                  color: colorOf(index),
                }))}
              />
            )
          }}
        />
        {series.map((one, index) => (
          <Line
            key={one.key}
            dataKey={one.key}
            name={one.label}
            stroke={colorOf(index)}
            strokeDasharray={seriesDashes[index % seriesDashes.length] ?? '0'}
            strokeWidth={1.75}
            dot={points.length < 40 ? { r: 2, strokeDasharray: '0' } : false}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  )
}
