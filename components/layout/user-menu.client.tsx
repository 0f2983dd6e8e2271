'use client'

import { KeyRound, LogOut, UserRound } from 'lucide-react'
import Link from 'next/link'

import { HeaderPopover, headerItemClass } from '#components/layout/header-popover.client.tsx'
import { roleLabels, type ShellUser } from '#components/layout/types.ts'

export type UserMenuProps = { user: ShellUser }

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.[0]?.toUpperCase() ?? '')
    .join('')
}

/** NextAuth's own code (10 kB) is fetched now: no page needs it before. */
async function leave(): Promise<void> {
  const { signOut } = await import('next-auth/react')
  await signOut({ redirect: false })
  // Loaded anew, so that nothing of this person is left in the browser's memory.
  window.location.assign('/sign-in')
}

export function UserMenu({ user }: UserMenuProps) {
  return (
    <HeaderPopover
      label={`${initials(user.name)}, account of ${user.name}`}
      icon={
        <span
          aria-hidden
          className="bg-primary text-primary-foreground grid size-7 place-items-center rounded-full text-[0.6875rem] font-semibold"
        >
          {initials(user.name)}
        </span>
      }
    >
      <div className="mb-1 w-56 border-b px-2 pt-1 pb-2 text-xs">
        <p className="truncate text-sm font-medium">{user.name}</p>
        <p className="text-muted-foreground truncate">{user.email}</p>
        <p className="text-muted-foreground">{roleLabels[user.role]}</p>
      </div>
      <Link href="/settings/account" className={headerItemClass}>
        <UserRound aria-hidden /> Your account
      </Link>
      <Link href="/settings/api-tokens" className={headerItemClass}>
        <KeyRound aria-hidden /> API tokens
      </Link>
      <form action={leave}>
        <button type="submit" className={headerItemClass}>
          <LogOut aria-hidden /> Sign out
        </button>
      </form>
    </HeaderPopover>
  )
}
