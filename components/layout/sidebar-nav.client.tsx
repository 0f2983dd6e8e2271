'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'

import { isActive, nav } from '#components/layout/nav.ts'
import { cn } from '#components/ui/cn.ts'

export type SidebarNavProps = {
  /** number beside an item, by its address, e.g. `{ '/review': 12 }` */
  counts?: Record<string, number>
  onNavigate?: () => void
}

export function SidebarNav({ counts = {}, onNavigate }: SidebarNavProps) {
  const pathname = usePathname()
  return (
    <nav aria-label="Main" className="flex-1 space-y-5 overflow-y-auto px-3 py-4">
      {nav.map((group) => (
        <div key={group.label}>
          <p className="text-muted-foreground px-2 pb-1 text-[0.6875rem] font-medium tracking-wide uppercase">
            {group.label}
          </p>
          <ul className="space-y-px">
            {group.items.map(({ href, label, icon: Icon }) => {
              const active = isActive(href, pathname)
              const count = counts[href] ?? 0
              return (
                <li key={href}>
                  <Link
                    href={href}
                    aria-current={active ? 'page' : undefined}
                    {...(onNavigate && { onClick: onNavigate })}
                    className={cn(
                      'group base:text-muted-foreground hover:bg-accent/70 hover:text-foreground flex h-8 items-center gap-2.5 rounded-md px-2 text-sm transition-colors max-lg:h-10',
                      active && 'bg-accent text-accent-foreground font-medium',
                    )}
                  >
                    <Icon className={cn('size-4 shrink-0', active && 'text-primary')} aria-hidden />
                    <span className="flex-1 truncate">{label}</span>
                    {count > 0 && (
                      <span className="bg-review-soft text-review rounded-md px-1.5 text-xs font-medium tabular-nums">
                        {count > 999 ? '999+' : count}
                        <span className="sr-only"> waiting</span>
                      </span>
                    )}
                  </Link>
                </li>
              )
            })}
          </ul>
        </div>
      ))}
    </nav>
  )
}
