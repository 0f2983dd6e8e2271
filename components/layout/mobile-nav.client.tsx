'use client'

import { Menu } from 'lucide-react'
import { useState } from 'react'

import { Logo } from '#components/layout/logo.tsx'
import { SidebarNav, type SidebarNavProps } from '#components/layout/sidebar-nav.client.tsx'
import { lazyView, preloadOn } from '#components/lazy/lazy-view.client.tsx'
import { Button } from '#components/ui/button.tsx'

const Drawer = lazyView(() => import('#components/ui/drawer.client.tsx').then((ui) => ui.Drawer))

/** The sidebar of narrow screens: a button that opens it as a drawer. */
export function MobileNav({
  name,
  counts = {},
}: { name: string } & Pick<SidebarNavProps, 'counts'>) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        className="-ml-2 lg:hidden"
        aria-label="Open navigation"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        {...preloadOn(Drawer)}
      >
        <Menu className="size-5" aria-hidden />
      </Button>
      {open && (
        <Drawer open onOpenChange={setOpen} title="Navigation">
          <div className="flex h-14 items-center border-b px-5">
            <Logo name={name} />
          </div>
          <SidebarNav counts={counts} onNavigate={() => setOpen(false)} />
        </Drawer>
      )}
    </>
  )
}
