import type { Metadata } from 'next'

import { NotFoundState } from '#components/layout/not-found-state.tsx'

export const metadata: Metadata = { title: 'Suite or case not found' }

export default function SuiteNotFound() {
  return <NotFoundState what="suite or case" href="/suites" label="Show all suites" />
}
