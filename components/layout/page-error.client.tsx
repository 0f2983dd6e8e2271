'use client'

import { useEffect } from 'react'

import { ErrorState } from '#components/layout/error-state.tsx'
import { isLostChunk, reloadOnce, reloadPage } from '#components/lazy/lost-chunk.client.ts'
import { Button } from '#components/ui/button.tsx'

export type PageErrorProps = {
  error: Error & { digest?: string }
  reset: () => void
  /** what could not be shown, e.g. `run` */
  what?: string
}

/** What stands in place of a page that failed. A part that did not arrive is no fault of the server. */
export function PageError({ error, reset, what = 'page' }: PageErrorProps) {
  const lost = isLostChunk(error)
  useEffect(() => {
    if (lost) reloadOnce()
  }, [lost])
  if (lost)
    return (
      <ErrorState
        title={`A part of this ${what} could not be loaded`}
        message="You may be offline, or Earshot was upgraded since this tab was opened. Reload the page once you are connected."
        action={
          <Button variant="outline" onClick={reloadPage}>
            Reload
          </Button>
        }
      />
    )
  const tell = error.digest ? ', and tell an administrator the reference below' : ''
  return (
    <ErrorState
      title={`This ${what} could not be shown`}
      message={`The server failed while it built the page. Try again; if it fails again, look into the log of the server${tell}.`}
      reference={error.digest}
      action={
        <Button variant="outline" onClick={reset}>
          Try again
        </Button>
      }
    />
  )
}
