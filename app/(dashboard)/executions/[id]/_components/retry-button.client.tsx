'use client'

import { RotateCcw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'

import { retryExecutionAction } from '#app/(dashboard)/executions/[id]/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { toast } from '#components/ui/toast.client.ts'

type RetryButtonProps = { executionId: string; runId: string }

/** Runs this item again; the new attempt appears beside this one when it has ended. */
export function RetryButton({ executionId, runId }: RetryButtonProps) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const retry = () =>
    startTransition(async () => {
      const result = await retryExecutionAction(executionId)
      if (!result.ok) return void toast.error(result.message)
      toast.success('It runs again; this attempt stays', {
        action: { label: 'Show run', onClick: () => router.push(`/runs/${runId}`) },
      })
    })
  return (
    <Button variant="outline" onClick={retry} disabled={pending}>
      <RotateCcw aria-hidden /> Run again
    </Button>
  )
}
