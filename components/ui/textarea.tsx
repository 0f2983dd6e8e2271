import type { ComponentProps } from 'react'

import { cn } from '#components/ui/cn.ts'
import { controlClass } from '#components/ui/input.tsx'

/** Grows with its content where the browser can (`field-sizing`). */
export function Textarea({ className, rows = 3, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={rows}
      className={cn(controlClass, 'field-sizing-content min-h-16 py-2 leading-5', className)}
      {...props}
    />
  )
}
