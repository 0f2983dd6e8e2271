import type { Metadata } from 'next'

import { NotFoundState } from '#components/layout/not-found-state.tsx'

export const metadata: Metadata = { title: 'Execution not found' }

export default function ExecutionNotFound() {
  return <NotFoundState what="execution" href="/runs" label="Show all runs" />
}
