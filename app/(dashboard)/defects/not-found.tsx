import type { Metadata } from 'next'

import { NotFoundState } from '#components/layout/not-found-state.tsx'

export const metadata: Metadata = { title: 'Defect not found' }

export default function DefectNotFound() {
  return <NotFoundState what="defect" href="/defects?status=all" label="Show all defects" />
}
