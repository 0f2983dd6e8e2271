import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'

import { cn } from '#components/ui/cn.ts'

const badgeVariants = cva(
  'inline-flex w-fit shrink-0 items-center gap-1 rounded-md px-1.5 py-0.5 text-xs leading-4 font-medium base:whitespace-nowrap [&_svg]:size-3.5 [&_svg]:shrink-0',
  {
    variants: {
      tone: {
        neutral: 'bg-idle-soft text-idle',
        outline: 'border text-foreground py-px',
        accent: 'bg-running-soft text-running',
        passed: 'bg-passed-soft text-passed',
        failed: 'bg-failed-soft text-failed',
        invalid: 'bg-invalid-soft text-invalid',
        review: 'bg-review-soft text-review',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
)

export type BadgeTone = NonNullable<VariantProps<typeof badgeVariants>['tone']>
export type BadgeProps = ComponentProps<'span'> & { tone?: BadgeTone }

export function Badge({ className, tone, ...props }: BadgeProps) {
  return <span className={cn(badgeVariants({ tone }), className)} {...props} />
}
