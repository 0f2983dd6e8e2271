import type { ComponentProps } from 'react'

import { cn } from '#components/ui/cn.ts'
import { controlClass } from '#components/ui/input.tsx'

/** Grows with its content where the browser can (`field-sizing`). */
export function Textarea({ className, rows = 3, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={rows}
      className={cn(
        controlClass,
        'base:min-h-16 base:leading-5 field-sizing-content py-2',
        className,
      )}
      {...props}
    />
  )
}
