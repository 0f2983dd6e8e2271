'use client'

import { Pause, Play, RotateCcw } from 'lucide-react'
import { useTransition } from 'react'

import {
  cancelRunAction,
  pauseRunAction,
  resumeRunAction,
  retryRunAction,
} from '#app/(dashboard)/runs/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'
import { toast } from '#components/ui/toast.client.ts'
import { formatCount } from '#lib/platform/format/share.ts'
import type { RunView } from '#lib/runs/schema.ts'

type Which = 'failed' | 'invalid' | 'all'

/** Buttons that try items again: each kind on its own, and both when there are both. */
function RetryButtons({ run }: { run: RunView }) {
  const [pending, startTransition] = useTransition()
  const { failed, invalid } = run.counts
  const retry = (which: Which) =>
    startTransition(async () => {
      const result = await retryRunAction({ runId: run.id, which })
      if (!result.ok) return void toast.error(result.message)
      const { items, exhausted } = result.data
      const left = exhausted > 0 ? `; ${exhausted} were tried too often already` : ''
      toast.success(`${items} ${items === 1 ? 'item runs' : 'items run'} again${left}`)
    })
  const choices: { which: Which; label: string; count: number }[] = [
    { which: 'failed', label: 'failed', count: failed },
    { which: 'invalid', label: 'invalid', count: invalid },
  ]
  const there = choices.filter(({ count }) => count > 0)
  if (there.length > 1)
    there.push({ which: 'all', label: 'failed and invalid', count: failed + invalid })
  return there.map(({ which, label, count }) => (
    <Button key={which} variant="outline" onClick={() => retry(which)} disabled={pending}>
      <RotateCcw aria-hidden /> Run {formatCount(count)} {label} again
    </Button>
  ))
}

function PauseButton({ run }: { run: RunView }) {
  const [pending, startTransition] = useTransition()
  const change = () =>
    startTransition(async () => {
      const result = await (run.paused ? resumeRunAction : pauseRunAction)(run.id)
      if (!result.ok) toast.error(result.message)
    })
  return (
    <Button variant="outline" onClick={change} disabled={pending}>
      {run.paused ? <Play aria-hidden /> : <Pause aria-hidden />}
      {run.paused ? 'Resume run' : 'Pause run'}
    </Button>
  )
}

/** What can be done with a run: hold it, stop it, try again what failed, take the results along. */
export function RunActions({ run, canChange }: { run: RunView; canChange: boolean }) {
  const open = run.status === 'queued' || run.status === 'running'
  const retriable =
    run.purpose === 'test' && (run.status === 'completed' || run.status === 'failed')
  return (
    <div className="flex flex-wrap items-center gap-2" data-print="hide">
      {canChange && open && <PauseButton run={run} />}
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
      {canChange && retriable && <RetryButtons run={run} />}
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
