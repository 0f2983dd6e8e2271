'use client'

import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { z } from 'zod'

import type { CurveChartProps } from '#app/(dashboard)/settings/validation-policy/_lib/curve-chart-props.ts'
import { axis, grid } from '#components/charts/axis.ts'
import { ChartTooltip } from '#components/charts/chart-tooltip.client.tsx'
import { formatCount, formatShare } from '#lib/platform/format/share.ts'
import type { CurveView } from '#lib/policies/schema.ts'

const looks = {
  passed: { name: 'Passes', color: 'var(--passed-mark)' },
  failed: { name: 'Failures', color: 'var(--failed-mark)' },
} as const

type Side = CurveView['sides'][number]

const Point = z.object({
  verdict: z.enum(['passed', 'failed']),
  cut: z.number(),
  automated: z.number(),
  reviews: z.number(),
  errors: z.number(),
  bound: z.number(),
})

/** Logarithmic: a promise of 0.3 % and a bound of 100 % share one picture. */
const lowest = 0.001
const ticks = [0.001, 0.01, 0.1, 1]

const pointsOf = ({ verdict, points }: Side) =>
  points.map((point) => ({ ...point, verdict, bound: Math.max(point.bound, lowest) }))

function PointTooltip({ point }: { point: z.output<typeof Point> }) {
  const { name, color } = looks[point.verdict]
  return (
    <ChartTooltip
      title={`${name} from ${formatShare(point.cut, 0)} on`}
      entries={[
        { name: 'Without a person', value: formatShare(point.automated), color },
        { name: 'At most wrong', value: formatShare(point.bound, 2), color },
        {
          name: 'Reviews, wrong',
          value: `${formatCount(point.reviews)}, ${formatCount(point.errors)}`,
          color: 'var(--foreground)',
        },
      ]}
    />
  )
}

export function CurvePlot({ sides, promise }: Pick<CurveChartProps, 'sides' | 'promise'>) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart margin={{ top: 8, right: 16, bottom: 14, left: -4 }} accessibilityLayer={false}>
        <CartesianGrid {...grid} />
        <XAxis
          type="number"
          dataKey="automated"
          domain={[0, 1]}
          ticks={[0, 0.25, 0.5, 0.75, 1]}
          padding={{ left: 6, right: 6 }}
          {...axis}
          tickFormatter={(value: number) => `${value * 100} %`}
          label={{
            value: 'decided without a person',
            position: 'insideBottom',
            offset: -10,
            fill: 'var(--muted-foreground)',
            fontSize: 11,
          }}
        />
        <YAxis
          type="number"
          dataKey="bound"
          scale="log"
          domain={[lowest, 1]}
          ticks={ticks}
          padding={{ top: 6 }}
          {...axis}
          width={56}
          axisLine={false}
          tickFormatter={(value: number) => `${value * 100} %`}
        />
        {promise > 0 && (
          <ReferenceLine
            y={Math.max(promise, lowest)}
            stroke="var(--foreground)"
            strokeDasharray="4 4"
            label={{
              value: `promised: at most ${formatShare(promise, 2)} wrong`,
              position: 'insideTopLeft',
              fill: 'var(--muted-foreground)',
              fontSize: 11,
            }}
          />
        )}
        <Tooltip
          cursor={false}
          content={({ active, payload }) => {
            const point = Point.safeParse(payload[0]?.payload)
            return active && point.success ? <PointTooltip point={point.data} /> : null
          }}
        />
        {sides.map((side) => (
          <Line
            key={side.verdict}
            data={pointsOf(side)}
            dataKey="bound"
            name={looks[side.verdict].name}
            stroke={looks[side.verdict].color}
            strokeWidth={1.75}
            {...(side.verdict === 'failed' && { strokeDasharray: '6 3' })}
            dot={{ r: 3, fill: looks[side.verdict].color }}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  )
}
