'use client'

import dynamic from 'next/dynamic'

import { Skeleton } from '#components/ui/skeleton.tsx'

import { formatDay, seriesColors, seriesDashes } from './axis.ts'
import { ChartFrame } from './chart-frame.tsx'
import { formatTrendValue } from './trend-value.ts'
import type { TrendPoint, TrendSeries, TrendUnit } from './types.ts'

const Plot = dynamic(() => import('./trend-plot.client.tsx').then((plot) => plot.TrendPlot), {
  ssr: false,
  loading: () => <Skeleton className="h-56" />,
})

export type TrendChartProps = {
  label: string
  unit: TrendUnit
  series: TrendSeries[]
  points: TrendPoint[]
}

/** One or more lines over time, with a legend that tells them apart by dash as well as hue. */
export function TrendChart({ label, unit, series, points }: TrendChartProps) {
  return (
    <div className="space-y-2">
      {series.length > 1 && (
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
          {series.map((one, index) => (
            <li key={one.key} className="flex items-center gap-1.5">
              <svg width="22" height="8" aria-hidden>
                <line
                  x1="0"
                  x2="22"
                  y1="4"
                  y2="4"
                  stroke={seriesColors[index % seriesColors.length]}
                  strokeDasharray={seriesDashes[index % seriesDashes.length]}
                  strokeWidth="2"
                />
              </svg>
              {one.label}
            </li>
          ))}
        </ul>
      )}
      <ChartFrame
        label={label}
        columns={['Day', ...series.map((one) => one.label)]}
        rows={points.map((point) => [
          formatDay(point.at),
          ...series.map((one) => formatTrendValue(unit, point.values[one.key] ?? null)),
        ])}
        empty="Nothing measured in this period."
      >
        <Plot label={label} unit={unit} series={series} points={points} />
      </ChartFrame>
    </div>
  )
}
