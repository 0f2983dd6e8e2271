'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'

import { isActive } from '#components/layout/nav.ts'
import { cn } from '#components/ui/cn.ts'

type SubNavItem = {
  href: string
  label: string
  /** other items lie below this one */
  exact?: boolean
}

export type SubNavProps = {
  label: string
  items: SubNavItem[]
}

/** Keeps the page that is shown in sight where the tabs do not all fit. */
function useActiveInView(pathname: string) {
  const tabs = useRef<HTMLUListElement>(null)
  useEffect(() => {
    const strip = tabs.current
    const active = strip?.querySelector('[aria-current=page]')
    if (!strip || !active) return
    const [outer, inner] = [strip.getBoundingClientRect(), active.getBoundingClientRect()]
    // Not scrollIntoView, which would move the page as well.
    strip.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2
  }, [pathname])
  return tabs
}

const strip = 'scroll-cue-x -mb-px flex [scrollbar-width:none] gap-1 overflow-x-auto'
const tab =
  'base:text-muted-foreground hover:text-foreground flex h-9 items-center border-b-2 base:border-transparent px-3 text-sm font-medium whitespace-nowrap focus-visible:outline-offset-[-2px]'

/** The pages of one part of the application, as tabs that are links. */
export function SubNav({ label, items }: SubNavProps) {
  const pathname = usePathname()
  const tabs = useActiveInView(pathname)
  return (
    <nav aria-label={label} className="mb-5 border-b">
      <ul ref={tabs} className={strip}>
        {items.map((item) => (
          <Tab key={item.href} item={item} pathname={pathname} />
        ))}
      </ul>
    </nav>
  )
}

export type GroupedSubNavProps = { label: string; groups: { label: string; items: SubNavItem[] }[] }

/** More pages than a line holds: a column in groups where the window is wide enough, else tabs. */
export function GroupedSubNav({ label, groups }: GroupedSubNavProps) {
  const pathname = usePathname()
  const tabs = useActiveInView(pathname)
  return (
    <nav
      aria-label={label}
      className="mb-5 border-b xl:sticky xl:top-20 xl:mb-0 xl:max-h-[calc(100dvh-6rem)] xl:overflow-y-auto xl:border-b-0"
    >
      <ul ref={tabs} className={cn(strip, 'xl:mb-0 xl:flex-col xl:gap-4')}>
        {groups.map((group) => (
          <li key={group.label} className="contents xl:block">
            <span className="text-muted-foreground block px-3 pb-1 text-[0.6875rem] font-medium tracking-wide uppercase max-xl:hidden">
              {group.label}
            </span>
            <ul aria-label={group.label} className="flex gap-1 xl:flex-col xl:gap-px">
              {group.items.map((item) => (
                <Tab key={item.href} item={item} pathname={pathname} column />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </nav>
  )
}

type TabProps = { item: SubNavItem; pathname: string; column?: boolean }

function Tab({ item, pathname, column = false }: TabProps) {
  const active = item.exact ? pathname === item.href : isActive(item.href, pathname)
  return (
    <li>
      <Link
        href={item.href}
        aria-current={active ? 'page' : undefined}
        className={cn(
          tab,
          active && 'border-primary text-foreground',
          column && 'xl:hover:bg-accent xl:h-8 xl:rounded-md xl:border-b-0',
          column && active && 'xl:bg-accent',
        )}
      >
        {item.label}
      </Link>
    </li>
  )
}
