import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react'
import type { ReactNode } from 'react'

import { cn } from '#components/ui/cn.ts'

export type StatTileProps = {
  label: string
  value: ReactNode
  /** small print under the value */
  detail?: ReactNode
  /** change against the period before; `good` says whether the direction is welcome */
  change?: { text: string; direction: 'up' | 'down' | 'same'; good: boolean | null }
  className?: string
}

const arrows = { up: ArrowUpRight, down: ArrowDownRight, same: ArrowRight }

export function StatTile({ label, value, detail, change, className }: StatTileProps) {
  const Arrow = change && arrows[change.direction]
  const tone =
    change?.good === true
      ? 'text-passed'
      : change?.good === false
        ? 'text-failed'
        : 'text-muted-foreground'
  return (
    <div className={cn('bg-card min-w-0 rounded-lg border px-4 py-3 shadow-xs', className)}>
      <p className="text-muted-foreground truncate text-xs font-medium">{label}</p>
      <p className="mt-1 flex flex-wrap items-baseline gap-x-2">
        <span className="text-2xl leading-8 font-semibold tracking-tight tabular-nums">
          {value}
        </span>
        {change && Arrow && (
          <span className={cn('inline-flex items-center gap-0.5 text-xs font-medium', tone)}>
            <Arrow className="size-3.5" aria-hidden />
            {change.text}
          </span>
        )}
      </p>
      {detail && <p className="text-muted-foreground mt-0.5 text-xs text-pretty">{detail}</p>}
    </div>
  )
}
