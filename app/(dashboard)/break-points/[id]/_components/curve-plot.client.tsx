'use client'

import type { ReactElement } from 'react'
import {
  CartesianGrid,
  ErrorBar,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { z } from 'zod'

import type { CurveChartProps } from '#app/(dashboard)/break-points/[id]/_lib/curve-chart-props.ts'
import { axis as axisLook, grid } from '#components/charts/axis.ts'
import { ChartTooltip } from '#components/charts/chart-tooltip.client.tsx'
import { axisTexts, formatLevel, formatNumber } from '#components/robustness/axis-texts.ts'
import { formatShare } from '#lib/platform/format/share.ts'
import type { ProbeView } from '#lib/robustness/schema.ts'

type State = 'passes' | 'fails' | 'open'

const stateOf = ({ open, passed, failed }: ProbeView): State =>
  open > 0 || passed + failed === 0 ? 'open' : passed > failed ? 'passes' : 'fails'

const looks: Record<State, { name: string; color: string }> = {
  passes: { name: 'Passes', color: 'var(--passed-mark)' },
  fails: { name: 'Fails', color: 'var(--failed-mark)' },
  open: { name: 'Not judged yet', color: 'var(--muted-foreground)' },
}

type At = { cx?: number | undefined; cy?: number | undefined }
type MarkProps = At & { state: State }

/** A disc passes, a square fails, a ring is open: told by shape as by colour. */
function Mark({ cx = 0, cy = 0, state }: MarkProps) {
  const { color } = looks[state]
  if (state === 'fails')
    return <rect x={cx - 5} y={cy - 5} width={10} height={10} fill={color} stroke="var(--card)" />
  if (state === 'passes')
    return <circle cx={cx} cy={cy} r={5.5} fill={color} stroke="var(--card)" />
  return <circle cx={cx} cy={cy} r={5} fill="var(--card)" stroke={color} strokeWidth={2} />
}

const drawn: Record<State, (at: At) => ReactElement> = {
  passes: (at) => <Mark {...at} state="passes" />,
  fails: (at) => <Mark {...at} state="fails" />,
  open: (at) => <Mark {...at} state="open" />,
}

const Point = z.object({ level: z.number() })

/** A level that is not judged stands midway: nothing speaks for either side. */
function toPoint(probe: ProbeView) {
  const rate = probe.pass_rate ?? 0.5
  const known = probe.low !== null && probe.high !== null
  return {
    level: probe.level,
    rate,
    state: stateOf(probe),
    error: known ? [rate - (probe.low ?? 0), (probe.high ?? 1) - rate] : [0, 0],
  }
}

function ProbeTooltip({ probe, axis }: { probe: ProbeView; axis: keyof typeof axisTexts }) {
  const state = stateOf(probe)
  const { low, high } = probe
  return (
    <ChartTooltip
      title={`${formatLevel(axis, probe.level)}: ${looks[state].name.toLowerCase()}`}
      entries={[
        { name: 'Passed', value: formatShare(probe.pass_rate, 0), color: looks[state].color },
        {
          name: '95 % interval',
          value: low === null ? '–' : `${formatShare(low, 0)} to ${formatShare(high, 0)}`,
          color: 'var(--foreground)',
        },
      ]}
    />
  )
}

export function CurvePlot({ search }: CurveChartProps) {
  const { axis, plan, probes, passes_at: passes, fails_at: fails } = search
  const points = probes.map(toPoint)
  const byLevel = new Map(probes.map((probe) => [probe.level, probe]))
  const states: State[] = ['passes', 'fails', 'open']
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ScatterChart margin={{ top: 8, right: 16, bottom: 14, left: -4 }} accessibilityLayer={false}>
        <CartesianGrid {...grid} />
        <XAxis
          type="number"
          dataKey="level"
          reversed={plan.from > plan.to}
          domain={[Math.min(plan.from, plan.to), Math.max(plan.from, plan.to)]}
          {...axisLook}
          tickFormatter={(level: number) => formatNumber(axis, level)}
          label={{
            value: `${axisTexts[axis].unit}, harder to the right`,
            position: 'insideBottom',
            offset: -10,
            fill: 'var(--muted-foreground)',
            fontSize: 11,
          }}
        />
        <YAxis
          type="number"
          dataKey="rate"
          domain={[0, 1]}
          ticks={[0, 0.5, 1]}
          {...axisLook}
          width={52}
          axisLine={false}
          tickFormatter={(value: number) => `${value * 100} %`}
        />
        {passes !== null && fails !== null && (
          <ReferenceArea
            x1={passes}
            x2={fails}
            fill="var(--primary)"
            fillOpacity={0.14}
            stroke="var(--primary)"
            strokeDasharray="3 3"
          />
        )}
        <ReferenceLine y={0.5} stroke="var(--control)" strokeDasharray="4 4" />
        <Tooltip
          cursor={false}
          content={({ active, payload }) => {
            const point = Point.safeParse(payload[0]?.payload)
            const probe = byLevel.get(point.data?.level ?? NaN)
            return active && probe ? <ProbeTooltip probe={probe} axis={axis} /> : null
          }}
        />
        {states.map((state) => (
          <Scatter
            key={state}
            name={looks[state].name}
            data={points.filter((point) => point.state === state)}
            shape={drawn[state]}
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
          </Scatter>
        ))}
      </ScatterChart>
    </ResponsiveContainer>
  )
}
