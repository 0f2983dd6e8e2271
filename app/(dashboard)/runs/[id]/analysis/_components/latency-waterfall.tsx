import { cn } from '#components/ui/cn.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'
import { latencySpans, type LatencySpan } from '#lib/platform/format/latency-spans.ts'

export type LatencyWaterfallProps = {
  /** `TurnTimings`: ms since the turn began */
  timings: Record<string, number | null>
  /** what the timings are of, for screen readers */
  caption: string
}

/** When what happens in a turn. A table, so that it reads without its bars. */
export function LatencyWaterfall({ timings, caption }: LatencyWaterfallProps) {
  const rows = latencySpans(timings)
  if (rows.length === 0)
    return (
      <p className="text-muted-foreground text-sm">Nothing was timed: the turn did not start.</p>
    )
  const end = Math.max(...rows.map((row) => row.to), 1)
  return (
    <table className="w-full text-xs">
      <caption className="sr-only">{caption}</caption>
      <thead className="text-muted-foreground text-left">
        <tr>
          <th scope="col" className="w-40 py-1 font-medium sm:w-48">
            Step
          </th>
          <th scope="col" className="py-1 font-medium max-sm:hidden">
            0 to {formatDuration(end)}
          </th>
          <th scope="col" className="w-20 py-1 text-right font-medium">
            At
          </th>
          <th scope="col" className="w-20 py-1 text-right font-medium">
            Took
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.key} row={row} end={end} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ row, end }: { row: LatencySpan; end: number }) {
  const left = `${(row.from / end) * 100}%`
  return (
    <tr className="border-t">
      <th
        scope="row"
        className={cn(
          'base:font-normal py-1.5 pr-2 text-left',
          row.key === 'response' && 'font-semibold',
        )}
      >
        {row.label}
      </th>
      <td className="py-1.5 max-sm:hidden">
        <div className="bg-muted/70 relative h-3 rounded-sm" aria-hidden>
          {row.kind === 'mark' ? (
            <span
              className="bg-foreground absolute top-0.5 size-2 -translate-x-1/2 rotate-45 rounded-[1px]"
              style={{ left }}
            />
          ) : (
            <span
              className={cn(
                'absolute inset-y-0 min-w-0.5 rounded-sm',
                row.key === 'response' ? 'bg-primary' : 'bg-control/70',
              )}
              style={{ left, width: `${((row.to - row.from) / end) * 100}%` }}
            />
          )}
        </div>
      </td>
      <td className="py-1.5 text-right whitespace-nowrap tabular-nums">
        {formatDuration(row.from)}
      </td>
      <td className="py-1.5 text-right whitespace-nowrap tabular-nums">
        {row.kind === 'span' && formatDuration(row.to - row.from)}
      </td>
    </tr>
  )
}
