'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'

import { isActive } from '#components/layout/nav.ts'
import { cn } from '#components/ui/cn.ts'

export type SubNavProps = {
  label: string
  /** `exact`: other items lie below this one */
  items: { href: string; label: string; exact?: boolean }[]
  /** for more pages than a line holds: a column where the window is wide enough */
  column?: boolean
}

/** The pages of one part of the application, as tabs that are links. */
export function SubNav({ label, items, column = false }: SubNavProps) {
  const pathname = usePathname()
  return (
    <nav
      aria-label={label}
      className={cn('mb-5 border-b', column && 'xl:sticky xl:top-4 xl:mb-0 xl:border-b-0')}
    >
      <ul
        className={cn(
          '-mb-px flex [scrollbar-width:none] gap-1 overflow-x-auto',
          column && 'xl:mb-0 xl:flex-col',
        )}
      >
        {items.map((item) => {
          const active = item.exact ? pathname === item.href : isActive(item.href, pathname)
          return (
            <li key={item.href}>
              <Link
                href={item.href}
                aria-current={active ? 'page' : undefined}
                className={cn(
                  'text-muted-foreground hover:text-foreground flex h-9 items-center border-b-2 border-transparent px-3 text-sm font-medium whitespace-nowrap focus-visible:outline-offset-[-2px]',
                  active && 'border-primary text-foreground',
                  column && 'xl:hover:bg-accent xl:h-8 xl:rounded-md xl:border-b-0',
                  column && active && 'xl:bg-accent',
                )}
              >
                {item.label}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
