import { Progress } from '#components/ui/progress.tsx'
import { formatDuration } from '#lib/platform/format/duration.ts'
import { formatCount, formatShare } from '#lib/platform/format/share.ts'
import type { RunView } from '#lib/runs/schema.ts'

export type RunProgressProps = {
  run: Pick<RunView, 'status' | 'paused' | 'counts' | 'estimated_remaining_ms'>
}

const parts = [
  { key: 'passed', label: 'Passed', mark: 'bg-passed-mark' },
  { key: 'failed', label: 'Failed', mark: 'bg-failed-mark' },
  { key: 'invalid', label: 'Invalid', mark: 'bg-invalid-mark hatch' },
  { key: 'cancelled', label: 'Cancelled', mark: 'bg-control' },
] as const

/** How far a run is: one bar, its counts and the time left at the present pace. */
export function RunProgress({ run }: RunProgressProps) {
  const { counts } = run
  const done = parts.reduce((sum, part) => sum + counts[part.key], 0)
  const numbers = [
    ...parts.filter((part) => part.key !== 'cancelled' || counts.cancelled > 0),
    ...(counts.running > 0
      ? [{ key: 'running', label: 'Running', mark: 'bg-running-mark' } as const]
      : []),
    ...(counts.pending > 0
      ? [{ key: 'pending', label: 'Pending', mark: 'bg-idle-mark' } as const]
      : []),
  ]
  return (
    <div className="space-y-2.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <p>
          <span className="font-semibold tabular-nums">{formatCount(done)}</span>
          <span className="text-muted-foreground tabular-nums">
            {' '}
            of {formatCount(counts.total)} items
          </span>
          <span className="text-muted-foreground tabular-nums">
            {' '}
            · {formatShare(counts.total === 0 ? null : done / counts.total, 0)}
          </span>
        </p>
        <p className="text-muted-foreground text-xs tabular-nums">
          {run.paused && 'Paused: nothing new begins'}
          {run.status === 'running' &&
            !run.paused &&
            (run.estimated_remaining_ms === null
              ? 'Estimating…'
              : `About ${formatDuration(run.estimated_remaining_ms)} left`)}
        </p>
      </div>
      <Progress
        label="Progress of the run"
        max={counts.total}
        segments={parts.map((part) => ({
          label: part.label,
          value: counts[part.key],
          className: part.mark,
        }))}
        className="h-2.5"
      />
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
        {numbers.map(({ key, label, mark }) => (
          <li key={key} className="flex items-center gap-1.5">
            <span className={`size-2.5 rounded-[3px] ${mark}`} aria-hidden />
            {label}
            <span className="font-medium tabular-nums">{formatCount(counts[key])}</span>
          </li>
        ))}
        {counts.manual_review > 0 && (
          <li className="text-review font-medium">
            {formatCount(counts.manual_review)} need review
          </li>
        )}
        {counts.passed_after_retry > 0 && (
          <li className="text-muted-foreground">
            {formatCount(counts.passed_after_retry)} passed only after a retry
          </li>
        )}
      </ul>
    </div>
  )
}
