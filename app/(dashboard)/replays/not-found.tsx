import type { Metadata } from 'next'

import { NotFoundState } from '#components/layout/not-found-state.tsx'

export const metadata: Metadata = { title: 'Replay not found' }

export default function ReplayNotFound() {
  return <NotFoundState what="replay" href="/runs" label="Show all runs" />
}
