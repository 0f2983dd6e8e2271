import type { Metadata } from 'next'

import { NotFoundState } from '#components/layout/not-found-state.tsx'

export const metadata: Metadata = { title: 'Robustness threshold not found' }

export default function BreakPointNotFound() {
  return <NotFoundState what="robustness threshold" href="/break-points" label="Go to Robustness" />
}
