import Link from 'next/link'
import type { ReactNode } from 'react'

import { Logo } from '#components/layout/logo.tsx'
import { MobileNav } from '#components/layout/mobile-nav.client.tsx'
import { SidebarNav } from '#components/layout/sidebar-nav.client.tsx'
import { SkipLink } from '#components/layout/skip-link.tsx'
import { ThemeToggle } from '#components/layout/theme-toggle.client.tsx'
import type { ShellUser } from '#components/layout/types.ts'
import { UserMenu } from '#components/layout/user-menu.client.tsx'

export type ShellProps = {
  appName: string
  organization: string
  user: ShellUser
  /** numbers beside nav items, by address */
  counts?: Record<string, number>
  /** e.g. the live-updates indicator */
  status?: ReactNode
  children: ReactNode
}

export function Shell({ appName, organization, user, counts = {}, status, children }: ShellProps) {
  return (
    <div className="lg:grid lg:min-h-dvh lg:grid-cols-[15rem_minmax(0,1fr)]">
      <SkipLink />
      <aside
        data-print="hide"
        className="bg-sidebar sticky top-0 hidden h-dvh flex-col border-r lg:flex"
      >
        <Link href="/" className="flex h-14 items-center border-b px-5">
          <Logo name={appName} />
        </Link>
        <SidebarNav counts={counts} />
      </aside>
      <div className="flex min-w-0 flex-col">
        <header
          data-print="hide"
          className="bg-background/85 sticky top-0 z-30 flex h-14 items-center gap-2 border-b px-4 backdrop-blur-md sm:px-6"
        >
          <MobileNav name={appName} counts={counts} />
          <p className="text-muted-foreground min-w-0 flex-1 truncate text-sm">
            <span className="sr-only">Organization: </span>
            {organization}
          </p>
          {status}
          <ThemeToggle />
          <UserMenu user={user} />
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-[88rem] flex-1 px-4 py-5 outline-none sm:px-6 sm:py-6"
        >
          {children}
        </main>
      </div>
    </div>
  )
}
