import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'

import { cn } from '#components/ui/cn.ts'
import { controlClass } from '#components/ui/input.tsx'

/** The browser's own select, styled: it brings the right keyboard, touch and screen-reader behaviour. */
export function Select({ className, children, ...props }: ComponentProps<'select'>) {
  return (
    <span className={cn('base:w-full relative inline-block', className)}>
      <select className={cn(controlClass, 'h-9 appearance-none pr-8')} {...props}>
        {children}
      </select>
      <ChevronDown
        className="text-muted-foreground pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2"
        aria-hidden
      />
    </span>
  )
}
