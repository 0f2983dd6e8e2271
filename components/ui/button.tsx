import { cva, type VariantProps } from 'class-variance-authority'
import { Slot } from 'radix-ui/slot'
import type { ComponentProps } from 'react'

import { cn } from '#components/ui/cn.ts'

const buttonVariants = cva(
  "inline-flex base:shrink-0 items-center base:justify-center gap-2 base:rounded-md text-sm base:font-medium whitespace-nowrap transition-colors select-none disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50 [&_svg]:pointer-events-none [&_svg]:shrink-0 [&_svg:not([class*='size-'])]:size-4",
  {
    variants: {
      variant: {
        primary: 'bg-primary base:text-primary-foreground hover:bg-primary/90 shadow-xs',
        secondary: 'bg-secondary base:text-secondary-foreground hover:bg-accent',
        outline:
          'base:border-input bg-card hover:bg-accent hover:text-accent-foreground border shadow-xs',
        ghost: 'hover:bg-accent hover:text-accent-foreground',
        destructive:
          'bg-destructive base:text-destructive-foreground hover:bg-destructive/90 focus-visible:outline-destructive shadow-xs',
        link: 'base:text-primary underline-offset-4 hover:underline',
      },
      size: {
        sm: 'base:h-8 gap-1.5 px-2.5 text-[0.8125rem]',
        md: 'base:h-9 px-3.5',
        lg: 'base:h-10 px-5',
        icon: 'base:size-9',
        'icon-sm': 'base:size-8',
      },
    },
    defaultVariants: { variant: 'primary', size: 'md' },
  },
)

export type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof buttonVariants> & {
    /** render the single child (a link) with the looks of a button */
    asChild?: boolean
  }

export function Button({ className, variant, size, asChild = false, type, ...props }: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className)
  if (asChild) return <Slot className={classes} {...props} />
  return <button type={type ?? 'button'} className={classes} {...props} />
}
