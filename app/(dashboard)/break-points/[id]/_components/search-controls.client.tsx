'use client'

import { CircleStop, RotateCcw } from 'lucide-react'

import { cancelSearchAction, startSearchAction } from '#app/(dashboard)/break-points/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { useAction } from '#components/ui/use-action.client.ts'
import type { StartSearchInput } from '#lib/robustness/schema.ts'

/** Starts a search with the same settings, of the case as it is now. */
export function SearchAgain({ input }: { input: StartSearchInput }) {
  const { run, pending } = useAction(startSearchAction, { refusals: 'toast' })
  return (
    <Button disabled={pending} onClick={() => void run(input)}>
      {pending ? <Spinner /> : <RotateCcw aria-hidden />} Search again
    </Button>
  )
}

export function CancelSearch({ runId }: { runId: string }) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline">
          <CircleStop aria-hidden /> Cancel search
        </Button>
      }
      title="Cancel this search?"
      description="Calls under way are cut off, and no robustness threshold is found. The levels that were judged stay."
      confirmLabel="Cancel search"
      destructive
      onConfirm={() => cancelSearchAction(runId)}
    />
  )
}
