'use client'

import { requestReviewAction } from '#app/(dashboard)/executions/[id]/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { useAction } from '#components/ui/use-action.client.ts'

type RequestReviewButtonProps = { executionId: string; queued: boolean }

export function RequestReviewButton({ executionId, queued }: RequestReviewButtonProps) {
  const { run, pending } = useAction(requestReviewAction, {
    done: 'It waits in the review queue',
    refusals: 'toast',
  })
  return (
    <Button variant="outline" onClick={() => void run(executionId)} disabled={pending || queued}>
      {queued ? 'Waits for review' : 'Send to review'}
    </Button>
  )
}
