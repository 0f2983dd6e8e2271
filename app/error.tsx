'use client'

import { PageError, type PageErrorProps } from '#components/layout/page-error.client.tsx'

/** For what fails outside the dashboard's own pages, its frame included. */
export default function AppError(props: PageErrorProps) {
  return (
    <main className="mx-auto max-w-xl px-4 py-24">
      <PageError {...props} />
    </main>
  )
}
