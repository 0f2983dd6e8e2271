'use client'

import { useState, useTransition, type ReactNode } from 'react'

import {
  Answer,
  type AnswerProps,
} from '#app/(dashboard)/settings/integrations/_components/answer.tsx'
import { Button } from '#components/ui/button.tsx'
import { Spinner } from '#components/ui/spinner.tsx'

type AskButtonProps = {
  icon: ReactNode
  label: string
  /** shown while it waits */
  waiting: string
  onAsk: () => Promise<AnswerProps>
}

const unanswered = { ok: false, detail: 'Earshot itself did not answer: try again' }

/** Asks a provider and shows what it said until it is asked again. */
export function AskButton({ icon, label, waiting, onAsk }: AskButtonProps) {
  const [answer, setAnswer] = useState<AnswerProps | null>(null)
  const [pending, startTransition] = useTransition()
  const ask = () => startTransition(async () => setAnswer(await onAsk().catch(() => unanswered)))
  return (
    <div className="min-w-0 space-y-2">
      <Button variant="outline" aria-disabled={pending} onClick={() => !pending && ask()}>
        {pending ? <Spinner /> : icon} {label}
      </Button>
      <div role="status" aria-live="polite">
        {pending && <p className="text-muted-foreground text-sm">{waiting}</p>}
        {!pending && answer && <Answer {...answer} />}
      </div>
    </div>
  )
}
