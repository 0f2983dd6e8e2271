'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ThemeProvider } from 'next-themes'
import { useEffect, useState, type ReactNode } from 'react'

import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import { LostChunkNotice } from '#components/lazy/lost-chunk-notice.client.tsx'
import '#components/ui/history-gate.client.ts'

// Nothing is said before the page is alive, so the toaster need not be part of its first load.
const Toaster = lazyView(() =>
  import('#components/ui/toaster.client.tsx').then((view) => view.Toaster),
)

const newQueryClient = () =>
  new QueryClient({
    defaultOptions: { queries: { staleTime: 5_000, retry: 1, refetchOnWindowFocus: true } },
  })

export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const [queryClient] = useState(newQueryClient)
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
      <QueryClientProvider client={queryClient}>
        {children}
        <LostChunkNotice />
        <Toaster />
      </QueryClientProvider>
    </ThemeProvider>
  )
}
