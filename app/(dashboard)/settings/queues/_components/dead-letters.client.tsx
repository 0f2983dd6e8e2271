'use client'

import { RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'

import { DeadLettersTable } from '#app/(dashboard)/settings/queues/_components/dead-letters-table.client.tsx'
import { discardAction, requeueAction } from '#app/(dashboard)/settings/queues/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { useAction } from '#components/ui/use-action.client.ts'
import type { DeadLetterView, RequeueResult } from '#lib/dead-letters/views.ts'

const jobs = (count: number) => (count === 1 ? '1 job' : `${count} jobs`)

/** What became of a request to send jobs again, in words. */
function outcome({ requeued, refused, missing }: RequeueResult): string {
  const parts = [
    `${jobs(requeued.length)} sent to ${requeued.length === 1 ? 'its queue' : 'their queues'}`,
  ]
  if (refused.length > 0) parts.push(`${refused.length} stay, each says why`)
  if (missing.length > 0) parts.push(`${missing.length} were dealt with by somebody else`)
  return `${parts.join('; ')}.`
}

type DeadLettersProps = {
  letters: DeadLetterView[]
  /** false for readers: nothing can be selected */
  mayChange: boolean
}

/** Dead letters with what can be done about those that are selected. */
export function DeadLetters({ letters, mayChange }: DeadLettersProps) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const ids = letters.filter(({ id }) => selected.has(id)).map(({ id }) => id)
  const forget = () => setSelected(new Set())
  const requeue = useAction(requeueAction, { done: outcome, onDone: forget })

  return (
    <>
      {mayChange && (
        <div className="flex flex-wrap items-center gap-2 px-4 pb-3">
          <p className="text-muted-foreground mr-2 text-xs" aria-live="polite">
            {ids.length === 0 ? 'None selected' : `${ids.length} selected`}
          </p>
          <Button
            variant="outline"
            size="sm"
            disabled={ids.length === 0 || requeue.pending}
            onClick={() => void requeue.run({ ids })}
          >
            {requeue.pending ? <Spinner /> : <RotateCcw aria-hidden />} Requeue
          </Button>
          <ConfirmDialog
            trigger={
              <Button variant="outline" size="sm" disabled={ids.length === 0}>
                <Trash2 aria-hidden /> Discard
              </Button>
            }
            title={`Discard ${jobs(ids.length)}?`}
            description="What they were to do is not done. The activity log keeps their causes and payloads. This cannot be undone."
            confirmLabel={`Discard ${jobs(ids.length)}`}
            destructive
            onConfirm={async () => {
              const result = await discardAction({ ids })
              if (result.ok) forget()
              return result
            }}
            done={({ discarded }) => `${jobs(discarded.length)} discarded.`}
          />
          {requeue.error !== undefined && (
            <p role="alert" className="text-failed w-full text-sm">
              {requeue.error}
            </p>
          )}
        </div>
      )}
      <DeadLettersTable
        letters={letters}
        selection={mayChange ? { ids: new Set(ids), change: setSelected } : null}
      />
    </>
  )
}
