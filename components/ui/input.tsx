import type { ComponentProps } from 'react'

import { cn } from '#components/ui/cn.ts'

export const controlClass =
  'border-control/70 bg-card placeholder:text-muted-foreground/80 aria-invalid:border-failed-mark w-full min-w-0 rounded-md border base:px-3 base:text-sm shadow-xs transition-colors focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-50 max-sm:text-base'

export function Input({ className, type = 'text', ...props }: ComponentProps<'input'>) {
  return <input type={type} className={cn(controlClass, 'h-9', className)} {...props} />
}
