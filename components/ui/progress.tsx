import { cn } from '#components/ui/cn.ts'

type ProgressSegment = { label: string; value: number; className: string }

export type ProgressProps = {
  label: string
  /** total of all segments and of what is still open */
  max: number
  segments: ProgressSegment[]
  className?: string
}

/** One bar of several coloured parts; announces the finished share. */
export function Progress({ label, max, segments, className }: ProgressProps) {
  const done = segments.reduce((sum, segment) => sum + segment.value, 0)
  const width = (value: number) => `${max > 0 ? (value / max) * 100 : 0}%`
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={done}
      aria-valuetext={`${done} of ${max}`}
      className={cn(
        'bg-idle-soft base:h-2 base:w-full flex gap-px overflow-hidden rounded-full',
        className,
      )}
    >
      {segments
        .filter((segment) => segment.value > 0)
        .map((segment) => (
          <div
            key={segment.label}
            title={`${segment.label}: ${segment.value}`}
            style={{ width: width(segment.value) }}
            className={cn('h-full min-w-0.5 transition-[width] duration-500', segment.className)}
          />
        ))}
    </div>
  )
}
