import type { Metadata } from 'next'

import { NotFoundState } from '#components/layout/not-found-state.tsx'

export const metadata: Metadata = { title: 'Page not found' }

export default function PageNotFound() {
  return <NotFoundState what="page" href="/" label="Go to the overview" />
}
