import { Inbox, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

import { cn } from '#components/ui/cn.ts'

export type EmptyStateProps = {
  title: string
  /** what to do next */
  description: ReactNode
  action?: ReactNode
  icon?: LucideIcon
  className?: string
}

export function EmptyState({
  title,
  description,
  action,
  icon: Icon = Inbox,
  className,
}: EmptyStateProps) {
  return (
    <div
      className={cn(
        'base:border base:py-12 flex flex-col items-center gap-3 rounded-lg border-dashed px-6 text-center',
        className,
      )}
    >
      <span className="bg-muted text-muted-foreground grid size-10 place-items-center rounded-full">
        <Icon className="size-5" aria-hidden />
      </span>
      <div className="space-y-1">
        <p className="font-medium">{title}</p>
        <p className="text-muted-foreground mx-auto max-w-md text-sm text-pretty">{description}</p>
      </div>
      {action && <div className="flex flex-wrap justify-center gap-2 pt-1">{action}</div>}
    </div>
  )
}
