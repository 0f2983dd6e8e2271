'use client'

import { ThemeProvider } from 'next-themes'
import { useEffect, type ReactNode } from 'react'

import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import { LostChunkNotice } from '#components/lazy/lost-chunk-notice.client.tsx'
// Here once, or each `error.tsx` of a page would bring it along again.
import '#components/layout/page-error.client.tsx'
import '#components/ui/history-gate.client.ts'

// Nothing is said before the page is alive, so the toaster need not be part of its first load.
const Toaster = lazyView(() =>
  import('#components/ui/toaster.client.tsx').then((view) => view.Toaster),
)

export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  useEffect(() => {
    // Messages of forms: 8 kB that nobody reads before something was filled in.
    void import('#lib/platform/format/zod-messages.ts')
  }, [])
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      {...(nonce === undefined ? {} : { nonce })}
    >
      {children}
      <LostChunkNotice />
      <Toaster />
    </ThemeProvider>
  )
}
