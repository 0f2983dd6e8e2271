'use client'

import type { ReactNode } from 'react'

import {
  Answer,
  type AnswerProps,
} from '#app/(dashboard)/settings/integrations/_components/answer.tsx'
import { Button } from '#components/ui/button.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { useAction } from '#components/ui/use-action.client.ts'
import type { ActionResult } from '#lib/platform/action-result.ts'

type AskButtonProps = {
  icon: ReactNode
  label: string
  /** shown while it waits */
  waiting: string
  onAsk: () => Promise<ActionResult<AnswerProps>>
}

/** Asks a provider and shows what it said until it is asked again. */
export function AskButton({ icon, label, waiting, onAsk }: AskButtonProps) {
  const { run, pending, data, error } = useAction(() => onAsk())
  const answer = error === undefined ? data : { ok: false, detail: error }
  return (
    <div className="min-w-0 space-y-2">
      <Button
        variant="outline"
        aria-disabled={pending}
        onClick={() => !pending && void run(undefined)}
      >
        {pending ? <Spinner /> : icon} {label}
      </Button>
      <div role="status" aria-live="polite">
        {pending && <p className="text-muted-foreground text-sm">{waiting}</p>}
        {!pending && answer && <Answer {...answer} />}
      </div>
    </div>
  )
}
