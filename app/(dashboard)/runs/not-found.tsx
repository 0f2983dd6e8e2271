import type { Metadata } from 'next'

import { NotFoundState } from '#components/layout/not-found-state.tsx'

export const metadata: Metadata = { title: 'Run not found' }

export default function RunNotFound() {
  return <NotFoundState what="run" href="/runs" label="Show all runs" />
}
