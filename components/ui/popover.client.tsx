'use client'

import * as Radix from 'radix-ui/popover'
import type { ReactNode } from 'react'

import { cn } from '#components/ui/cn.ts'

export type PopoverProps = {
  trigger: ReactNode
  children: ReactNode
  align?: 'start' | 'center' | 'end'
  className?: string
  /** what assistive technology calls it */
  label?: string
}

const floatingClass =
  'bg-popover text-popover-foreground data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:zoom-in-95 z-50 rounded-lg border shadow-lg outline-none'

export function Popover({ trigger, children, align = 'start', className, label }: PopoverProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          aria-label={label}
          sideOffset={6}
          collisionPadding={8}
          className={cn(floatingClass, 'max-h-[70dvh] w-72 overflow-auto p-3', className)}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
