'use client'

import { Pause, Play, RotateCcw } from 'lucide-react'

import {
  cancelRunAction,
  pauseRunAction,
  resumeRunAction,
  retryRunAction,
} from '#app/(dashboard)/runs/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'
import { useAction } from '#components/ui/use-action.client.ts'
import { formatCount } from '#lib/platform/format/share.ts'
import type { RunView } from '#lib/runs/schema.ts'

type Which = 'failed' | 'invalid' | 'all'

/** Buttons that try items again: each kind on its own, and both when there are both. */
function RetryButtons({ run }: { run: RunView }) {
  const { failed, invalid } = run.counts
  const retry = useAction(retryRunAction, {
    done: ({ items, exhausted }) => {
      const left = exhausted > 0 ? `; ${exhausted} have reached the limit of retries` : ''
      return `${items} ${items === 1 ? 'item runs' : 'items run'} again${left}`
    },
    refusals: 'toast',
  })
  const choices: { which: Which; label: string; count: number }[] = [
    { which: 'failed', label: 'failed', count: failed },
    { which: 'invalid', label: 'invalid', count: invalid },
  ]
  const there = choices.filter(({ count }) => count > 0)
  if (there.length > 1)
    there.push({ which: 'all', label: 'failed and invalid', count: failed + invalid })
  return there.map(({ which, label, count }) => (
    <Button
      key={which}
      variant="outline"
      onClick={() => void retry.run({ runId: run.id, which })}
      disabled={retry.pending}
    >
      <RotateCcw aria-hidden /> Run {formatCount(count)} {label} again
    </Button>
  ))
}

function PauseButton({ run }: { run: RunView }) {
  const change = useAction(run.paused ? resumeRunAction : pauseRunAction, { refusals: 'toast' })
  return (
    <Button variant="outline" onClick={() => void change.run(run.id)} disabled={change.pending}>
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
          onConfirm={() => cancelRunAction(run.id)}
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
