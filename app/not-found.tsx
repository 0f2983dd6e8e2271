import type { Metadata } from 'next'

import { NotFoundState } from '#components/layout/not-found-state.tsx'

export const metadata: Metadata = { title: 'Page not found' }

export default function NotFound() {
  return (
    <main className="mx-auto max-w-xl px-4 py-24">
      <NotFoundState what="page" href="/" label="Go to the overview" />
    </main>
  )
}
