import type { ComponentProps } from 'react'

import { cn } from '#components/ui/cn.ts'

/** Scrolls sideways in its own region, so that the page never does, nor for what is there for screen readers only. */
export function Table({ className, 'aria-label': label, ...props }: ComponentProps<'table'>) {
  return (
    <div
      className="scroll-cue-x relative w-full overflow-x-auto"
      role="region"
      aria-label={label ?? 'Table'}
      tabIndex={0}
    >
      <table
        className={cn('w-full border-collapse text-left text-[0.8125rem]', className)}
        aria-label={label}
        {...props}
      />
    </div>
  )
}

export function TableHead({ className, ...props }: ComponentProps<'thead'>) {
  return <thead className={cn('bg-muted/60 text-muted-foreground', className)} {...props} />
}

export function TableBody({ className, ...props }: ComponentProps<'tbody'>) {
  return <tbody className={cn('[&_tr:last-child]:border-0', className)} {...props} />
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return (
    <tr className={cn('hover:bg-accent/40 border-b transition-colors', className)} {...props} />
  )
}

export function TableHeader({ className, scope = 'col', ...props }: ComponentProps<'th'>) {
  return (
    <th
      scope={scope}
      className={cn(
        'base:h-8 base:font-medium px-3 text-xs whitespace-nowrap first:pl-4 last:pr-4',
        className,
      )}
      {...props}
    />
  )
}

export function TableCell({ className, ...props }: ComponentProps<'td'>) {
  return (
    <td
      className={cn('base:px-3 base:py-2 base:align-middle first:pl-4 last:pr-4', className)}
      {...props}
    />
  )
}
