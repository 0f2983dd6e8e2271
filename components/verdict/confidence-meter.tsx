import { cn } from '#components/ui/cn.ts'
import { formatShare } from '#lib/platform/format/share.ts'

export type ConfidenceMeterProps = {
  /** 0..1 */
  value: number
  /** confidence from which no person is needed, 0..1: drawn as a notch */
  threshold?: number
  className?: string
}

export function ConfidenceMeter({ value, threshold, className }: ConfidenceMeterProps) {
  const text = formatShare(value, 0)
  const sure = threshold === undefined || value >= threshold
  return (
    <span className={cn('inline-flex items-center gap-2', className)}>
      <span
        role="meter"
        aria-label="Confidence"
        aria-valuemin={0}
        aria-valuemax={1}
        aria-valuenow={value}
        aria-valuetext={
          threshold === undefined ? text : `${text}, threshold ${formatShare(threshold, 0)}`
        }
        className="bg-idle-soft relative h-1.5 w-16 overflow-hidden rounded-full"
      >
        <span
          className={cn('absolute inset-y-0 left-0', sure ? 'bg-running-mark' : 'bg-review-mark')}
          style={{ width: `${Math.min(1, Math.max(0, value)) * 100}%` }}
        />
        {threshold !== undefined && (
          <span
            className="bg-foreground absolute inset-y-0 w-0.5"
            style={{ left: `calc(${threshold * 100}% - 1px)` }}
          />
        )}
      </span>
      <span className="text-xs whitespace-nowrap tabular-nums">{text}</span>
    </span>
  )
}
