import type { ComponentProps } from 'react'

import { cn } from '#components/ui/cn.ts'

/** A checkbox announced as a switch; submits with its form like any checkbox. */
export function Switch({ className, ...props }: Omit<ComponentProps<'input'>, 'type' | 'role'>) {
  return (
    <input
      type="checkbox"
      role="switch"
      className={cn(
        'bg-control checked:bg-primary before:bg-card relative h-5 w-9 shrink-0 appearance-none rounded-full transition-colors before:absolute before:top-0.5 before:left-0.5 before:size-4 before:rounded-full before:shadow-sm before:transition-transform checked:before:translate-x-4 disabled:opacity-50',
        className,
      )}
      {...props}
    />
  )
}
