'use client'

import { CircleStop, RotateCcw } from 'lucide-react'
import { useTransition } from 'react'

import { cancelSearchAction, startSearchAction } from '#app/(dashboard)/break-points/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { toast } from '#components/ui/toast.client.ts'
import type { StartSearchInput } from '#lib/robustness/schema.ts'

/** Starts a search with the same settings, of the case as it is now. */
export function SearchAgain({ input }: { input: StartSearchInput }) {
  const [pending, startTransition] = useTransition()
  const start = () =>
    startTransition(async () => {
      const answer = await startSearchAction(input)
      if (!answer.ok) toast.error(answer.faults[0]?.message ?? answer.message)
    })
  return (
    <Button disabled={pending} onClick={start}>
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
      description="Calls under way are cut off, and no break point is found. The levels that were judged stay."
      confirmLabel="Cancel search"
      destructive
      onConfirm={async () => {
        const answer = await cancelSearchAction(runId)
        return answer.ok ? undefined : answer.message
      }}
    />
  )
}
