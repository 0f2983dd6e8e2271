import type { ReactNode } from 'react'

import { Breadcrumbs, type Crumb } from '#components/layout/breadcrumbs.tsx'

export type PageHeaderProps = {
  title: ReactNode
  description?: ReactNode
  /** badges beside the title */
  badges?: ReactNode
  actions?: ReactNode
  crumbs?: Crumb[]
}

export function PageHeader({ title, description, badges, actions, crumbs }: PageHeaderProps) {
  return (
    <header className="mb-5 space-y-2">
      {crumbs && <Breadcrumbs crumbs={crumbs} />}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 space-y-1">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <h1 className="text-xl leading-7 font-semibold tracking-tight break-words">{title}</h1>
            {badges}
          </div>
          {description && (
            <p className="text-muted-foreground max-w-2xl text-sm text-pretty">{description}</p>
          )}
        </div>
        {actions && (
          <div data-print="hide" className="flex flex-wrap items-center gap-2">
            {actions}
          </div>
        )}
      </div>
    </header>
  )
}
