'use client'

import { ErrorState } from '#components/layout/error-state.tsx'
import { Button } from '#components/ui/button.tsx'

export default function DashboardError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  return (
    <ErrorState
      title="This page could not be shown"
      message="Something went wrong on the server. Try again; if it stays, tell an administrator the reference below."
      reference={error.digest}
      action={
        <Button variant="outline" onClick={reset}>
          Try again
        </Button>
      }
    />
  )
}
