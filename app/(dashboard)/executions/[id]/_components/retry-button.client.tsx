'use client'

import { RotateCcw } from 'lucide-react'
import { useRouter } from 'next/navigation'

import { retryExecutionAction } from '#app/(dashboard)/executions/[id]/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { toast } from '#components/ui/toast.client.ts'
import { useAction } from '#components/ui/use-action.client.ts'

type RetryButtonProps = { executionId: string; runId: string }

/** Runs this item again; the new attempt appears beside this one when it has ended. */
export function RetryButton({ executionId, runId }: RetryButtonProps) {
  const router = useRouter()
  const { run, pending } = useAction(retryExecutionAction, {
    refusals: 'toast',
    onDone: () =>
      toast.success('It runs again; this attempt stays', {
        action: { label: 'Show run', onClick: () => router.push(`/runs/${runId}`) },
      }),
  })
  return (
    <Button variant="outline" onClick={() => void run(executionId)} disabled={pending}>
      <RotateCcw aria-hidden /> Run again
    </Button>
  )
}
