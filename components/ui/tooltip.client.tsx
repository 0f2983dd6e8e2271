'use client'

import * as Radix from 'radix-ui/tooltip'
import type { ReactNode } from 'react'

import { cn } from './cn.ts'

export type TooltipProps = {
  /** what the tooltip says; extra to, never instead of, the trigger's own label */
  content: ReactNode
  /** one focusable element */
  children: ReactNode
  side?: 'top' | 'right' | 'bottom' | 'left'
  className?: string
}

export function Tooltip({ content, children, side = 'top', className }: TooltipProps) {
  return (
    <Radix.Provider delayDuration={250}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className={cn(
              'bg-foreground text-background animate-in fade-in-0 zoom-in-95 z-50 max-w-xs rounded-md px-2.5 py-1.5 text-xs text-pretty shadow-md',
              className,
            )}
          >
            {content}
            <Radix.Arrow className="fill-foreground" />
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  )
}
