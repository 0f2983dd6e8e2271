'use client'

import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'

import { axis, formatDay, grid } from '#components/charts/axis.ts'
import { ChartTooltip } from '#components/charts/chart-tooltip.client.tsx'
import { passRate } from '#components/charts/pass-rate.ts'
import type { DayVerdicts } from '#components/charts/types.ts'
import { formatCount, formatShare } from '#lib/platform/format/share.ts'

const stacks = [
  { key: 'passed', name: 'Passed', color: 'var(--passed-mark)' },
  { key: 'failed', name: 'Failed', color: 'var(--failed-mark)' },
  { key: 'invalid', name: 'Invalid', color: 'var(--invalid-mark)' },
] as const

function DayTooltip({ active, day }: { active: boolean; day: DayVerdicts | undefined }) {
  if (!active || !day) return null
  return (
    <ChartTooltip
      title={formatDay(day.day)}
      entries={[
        ...stacks.map(({ key, name, color }) => ({ name, color, value: formatCount(day[key]) })),
        { name: 'Pass rate', color: 'var(--foreground)', value: formatShare(passRate(day)) },
      ]}
    />
  )
}

export function PassRatePlot({ days }: { days: DayVerdicts[] }) {
  const data = days.map((day) => ({ ...day, rate: passRate(day) }))
  const byDay = new Map(days.map((day) => [day.day, day]))
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        data={data}
        margin={{ top: 8, right: 0, bottom: 0, left: -8 }}
        accessibilityLayer={false}
      >
        <CartesianGrid {...grid} />
        <XAxis dataKey="day" {...axis} tickFormatter={formatDay} minTickGap={24} />
        <YAxis yAxisId="count" {...axis} width={44} axisLine={false} allowDecimals={false} />
        <YAxis
          yAxisId="rate"
          orientation="right"
          domain={[0, 1]}
          ticks={[0, 0.5, 1]}
          {...axis}
          width={48}
          axisLine={false}
          tickFormatter={(value: number) => `${value * 100} %`}
        />
        <Tooltip
          cursor={{ fill: 'var(--accent)', opacity: 0.5 }}
          content={({ active, label }) => (
            <DayTooltip active={active} day={byDay.get(String(label))} />
          )}
        />
        {stacks.map(({ key, name, color }) => (
          <Bar
            key={key}
            yAxisId="count"
            dataKey={key}
            name={name}
            stackId="verdicts"
            fill={color}
            fillOpacity={key === 'passed' ? 0.55 : 0.9}
            maxBarSize={28}
            isAnimationActive={false}
          />
        ))}
        <Line
          yAxisId="rate"
          dataKey="rate"
          name="Pass rate"
          stroke="var(--foreground)"
          strokeWidth={1.75}
          dot={{ r: 2, fill: 'var(--card)', strokeWidth: 1.5 }}
          connectNulls
          isAnimationActive={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  )
}
