'use client'

import { useTransition } from 'react'

import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'
import { toast } from '#components/ui/toast.client.ts'
import type { RunView } from '#lib/runs/schema.ts'

import { cancelRunAction, retryRunAction } from '../actions.ts'

/** What can be done with a run: stop it, try again what failed, take the results along. */
export function RunActions({ run, canChange }: { run: RunView; canChange: boolean }) {
  const [pending, startTransition] = useTransition()
  const open = run.status === 'queued' || run.status === 'running'
  const { failed, invalid } = run.counts
  const retry = () =>
    startTransition(async () => {
      const result = await retryRunAction({ runId: run.id, which: 'all' })
      if (result.ok) toast.success(`${result.data} items run again`)
      else toast.error(result.message)
    })
  return (
    <div className="flex flex-wrap items-center gap-2" data-print="hide">
      {canChange && open && (
        <ConfirmDialog
          trigger={<Button variant="outline">Cancel run</Button>}
          title="Cancel this run?"
          description="Items that have not begun are not run, calls under way are cut off. What has been judged stays."
          confirmLabel="Cancel run"
          destructive
          onConfirm={async () => {
            const result = await cancelRunAction(run.id)
            return result.ok ? undefined : result.message
          }}
        />
      )}
      {canChange && !open && failed + invalid > 0 && (
        <Button variant="outline" onClick={retry} disabled={pending}>
          Run {failed + invalid} failed and invalid again
        </Button>
      )}
      {!open && (
        <Button variant="ghost" asChild>
          <a href={`/api/v1/runs/${run.id}/junit.xml`} download>
            JUnit XML
          </a>
        </Button>
      )}
    </div>
  )
}
