'use client'

import { useTransition } from 'react'

import { requestReviewAction } from '#app/(dashboard)/executions/[id]/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { toast } from '#components/ui/toast.client.ts'

type RequestReviewButtonProps = { executionId: string; queued: boolean }

export function RequestReviewButton({ executionId, queued }: RequestReviewButtonProps) {
  const [pending, startTransition] = useTransition()
  const request = () =>
    startTransition(async () => {
      const result = await requestReviewAction(executionId)
      if (result.ok) toast.success('It waits in the review queue')
      else toast.error(result.message)
    })
  return (
    <Button variant="outline" onClick={request} disabled={pending || queued}>
      {queued ? 'Waits for review' : 'Send to review'}
    </Button>
  )
}
