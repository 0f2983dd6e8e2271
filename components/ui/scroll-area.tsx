import type { ReactNode } from 'react'

import { cn } from '#components/ui/cn.ts'

export type ScrollAreaProps = { label: string; className?: string; children: ReactNode }

/** A region that scrolls by itself and can be reached by keyboard to do so. */
export function ScrollArea({ label, className, children }: ScrollAreaProps) {
  return (
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className={cn('relative [scrollbar-width:thin] overflow-auto overscroll-contain', className)}
    >
      {children}
    </div>
  )
}
