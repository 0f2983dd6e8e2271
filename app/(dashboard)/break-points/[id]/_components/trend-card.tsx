import Link from 'next/link'

import { TrendChart } from '#app/(dashboard)/break-points/[id]/_components/trend-chart.client.tsx'
import { axisTexts, formatLevel } from '#components/robustness/axis-texts.ts'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { Time } from '#components/ui/time.client.tsx'
import type { SearchDetailView } from '#lib/robustness/schema.ts'

/** Earlier robustness thresholds of the same search, as a line and as links; nothing while this is the first. */
export function TrendCard({ search }: { search: SearchDetailView }) {
  const { axis, trend } = search
  const earlier = trend.filter(({ id }) => id !== search.id)
  if (earlier.length === 0) return null
  return (
    <Card>
      <CardHeader
        title="Over time"
        description={`The same search until then. The ${axisTexts[axis].harder} the number, the more the voice AI bears.`}
      />
      <CardBody className="space-y-3">
        <TrendChart axis={axis} trend={trend} />
        <ul aria-label="Earlier robustness thresholds" className="divide-y border-t text-sm">
          {earlier
            .toReversed()
            .slice(0, 10)
            .map((point) => (
              <li key={point.id} className="flex flex-wrap justify-between gap-x-4 py-1.5">
                <Link
                  href={`/break-points/${point.id}`}
                  className="text-primary tabular-nums underline-offset-4 hover:underline"
                >
                  {formatLevel(axis, point.break_point)}
                </Link>
                <Time value={point.finished_at} className="text-muted-foreground" />
              </li>
            ))}
        </ul>
      </CardBody>
    </Card>
  )
}
