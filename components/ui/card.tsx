import type { ComponentProps, ReactNode } from 'react'

import { cn } from '#components/ui/cn.ts'

export function Card({ className, ...props }: ComponentProps<'section'>) {
  return (
    <section
      className={cn(
        'bg-card base:text-card-foreground min-w-0 rounded-lg border shadow-xs',
        className,
      )}
      {...props}
    />
  )
}

export type CardHeaderProps = {
  title: ReactNode
  description?: ReactNode
  actions?: ReactNode
  className?: string
}

export function CardHeader({ title, description, actions, className }: CardHeaderProps) {
  return (
    <header
      className={cn(
        'flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3.5',
        className,
      )}
    >
      <div className="min-w-0 flex-[1_1_16rem] space-y-0.5">
        <h2 className="text-sm leading-5 font-semibold">{title}</h2>
        {description && <p className="text-muted-foreground text-xs text-pretty">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}

export function CardBody({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('px-4 py-3.5', className)} {...props} />
}
