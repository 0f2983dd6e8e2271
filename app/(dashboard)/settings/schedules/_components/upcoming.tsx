import { formatInstant } from '#lib/platform/format/instant.ts'

type UpcomingProps = { times: string[]; timeZone: string }

/** The next moments, by the clocks of the schedule. */
export function Upcoming({ times, timeZone }: UpcomingProps) {
  if (times.length === 0) return <p className="text-muted-foreground text-sm">It never comes.</p>
  return (
    <ol aria-label="Next runs" className="space-y-1 text-sm tabular-nums">
      {times.map((time) => (
        <li key={time}>
          <time dateTime={time}>{formatInstant(time, timeZone)}</time>
        </li>
      ))}
    </ol>
  )
}
