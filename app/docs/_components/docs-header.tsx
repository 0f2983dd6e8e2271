import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'

import { Logo } from '#components/layout/logo.tsx'
import { SkipLink } from '#components/layout/skip-link.tsx'
import { ThemeToggle } from '#components/layout/theme-toggle.client.tsx'

/** The top bar of the API docs, which anybody may read: it leads back to the application. */
export function DocsHeader({ appName }: { appName: string }) {
  return (
    <>
      <SkipLink />
      <header className="bg-background flex h-14 shrink-0 items-center gap-4 border-b px-4 sm:px-6">
        <Link href="/" className="flex items-center gap-3 rounded-sm" prefetch={false}>
          <Logo name={appName} />
          <span className="text-muted-foreground hidden items-center gap-1 text-sm sm:flex">
            <ArrowLeft className="size-4" aria-hidden /> Back to the application
          </span>
        </Link>
        <h1 className="ml-auto text-sm font-semibold">API docs</h1>
        <a
          href="/api/openapi.json"
          className="text-muted-foreground hidden text-sm underline underline-offset-4 sm:block"
        >
          openapi.json
        </a>
        <ThemeToggle />
      </header>
    </>
  )
}
