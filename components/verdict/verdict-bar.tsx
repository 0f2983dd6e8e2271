import { cn } from '#components/ui/cn.ts'
import type { Verdict } from '#components/verdict/types.ts'
import { outcomeLooks } from '#components/verdict/verdict-badge.tsx'
import { formatCount, formatShare } from '#lib/platform/format/share.ts'

export type VerdictCounts = Record<Verdict, number>
export type VerdictBarProps = {
  counts: VerdictCounts
  /** with numbers under the bar */ legend?: boolean
  className?: string
}

const order: Verdict[] = ['passed', 'failed', 'invalid']

/** Verdicts as shares of one bar; invalid ones are hatched and never count into the pass rate. */
export function VerdictBar({ counts, legend = false, className }: VerdictBarProps) {
  const total = order.reduce((sum, verdict) => sum + counts[verdict], 0)
  const text = order.map((verdict) => `${formatCount(counts[verdict])} ${verdict}`).join(', ')
  return (
    <div className={cn('min-w-20', className)}>
      <div
        role="img"
        aria-label={total === 0 ? 'No verdicts yet' : text}
        className="bg-idle-soft flex h-2 gap-px overflow-hidden rounded-full"
      >
        {order
          .filter((verdict) => counts[verdict] > 0)
          .map((verdict) => (
            <div
              key={verdict}
              title={`${outcomeLooks[verdict].label}: ${formatCount(counts[verdict])}`}
              style={{ flexGrow: counts[verdict] }}
              className={cn('h-full min-w-1 basis-0', outcomeLooks[verdict].mark)}
            />
          ))}
      </div>
      {legend && (
        <ul className="mt-2.5 flex flex-wrap gap-x-4 gap-y-1 text-xs">
          {order.map((verdict) => {
            const { label, icon: Icon } = outcomeLooks[verdict]
            return (
              <li key={verdict} className="flex items-center gap-1.5">
                <span
                  className={cn(
                    'grid size-3.5 place-items-center rounded-[3px]',
                    outcomeLooks[verdict].mark,
                  )}
                >
                  <Icon className="text-background size-2.5" strokeWidth={3.5} aria-hidden />
                </span>
                {label}
                <span className="font-medium tabular-nums">{formatCount(counts[verdict])}</span>
                <span className="text-muted-foreground tabular-nums">
                  {formatShare(total === 0 ? null : counts[verdict] / total)}
                </span>
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}
