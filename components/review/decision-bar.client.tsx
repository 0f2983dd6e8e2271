'use client'

import { Check, CircleHelp, RefreshCw, SkipForward, X } from 'lucide-react'

import { Button } from '#components/ui/button.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { Textarea } from '#components/ui/textarea.tsx'

import type { ReviewChoice } from './choices.ts'

export type DecisionBarProps = {
  choices: { approve: ReviewChoice; reject: ReviewChoice }
  notes: string
  onNotes: (notes: string) => void
  pending: boolean
  error: string | undefined
  onDecide: (choice: ReviewChoice) => void
  /** changes the verdict that rejecting records */
  onTurn: () => void
  onSkip: () => void
  onHelp: () => void
}

/** Always in sight at the bottom. Each button says which verdict it records. */
export function DecisionBar({ choices, notes, onNotes, pending, error, ...on }: DecisionBarProps) {
  return (
    <section
      aria-label="Decision"
      className="bg-background/95 fixed inset-x-0 bottom-0 z-20 border-t backdrop-blur-md lg:left-60"
    >
      <div className="mx-auto grid max-w-[88rem] grid-cols-[minmax(0,1fr)_auto] items-end gap-2 px-4 py-2.5 sm:px-6 lg:grid-cols-[minmax(0,1fr)_auto_auto]">
        <div>
          <Textarea
            aria-label="Notes"
            placeholder="Why? Kept with the decision."
            rows={1}
            maxLength={5_000}
            className="max-h-32 min-h-9"
            value={notes}
            onChange={(event) => onNotes(event.target.value)}
          />
          <FieldError message={error} />
        </div>
        <div className="flex items-center lg:order-last">
          <Button
            variant="ghost"
            size="icon"
            aria-label="Change the verdict that rejecting records"
            title="Change the verdict (V)"
            onClick={on.onTurn}
          >
            <RefreshCw aria-hidden />
          </Button>
          <Button
            variant="ghost"
            size="icon"
            disabled={pending}
            aria-label="Skip"
            title="Skip (S)"
            onClick={on.onSkip}
          >
            <SkipForward aria-hidden />
          </Button>
          <Button
            variant="ghost"
            size="icon"
            aria-label="Shortcuts"
            title="Shortcuts (?)"
            onClick={on.onHelp}
          >
            <CircleHelp aria-hidden />
          </Button>
        </div>
        <div className="col-span-2 flex gap-2 lg:col-span-1">
          <Button
            variant="outline"
            disabled={pending}
            className="text-passed flex-1 max-sm:px-2"
            onClick={() => on.onDecide(choices.approve)}
          >
            <Check aria-hidden /> {choices.approve.label}{' '}
            <span className="max-sm:hidden">
              <Kbd>A</Kbd>
            </span>
          </Button>
          <Button
            variant="outline"
            disabled={pending}
            className="text-failed flex-1 max-sm:px-2"
            onClick={() => on.onDecide(choices.reject)}
          >
            <X aria-hidden /> {choices.reject.label}{' '}
            <span className="max-sm:hidden">
              <Kbd>R</Kbd>
            </span>
          </Button>
        </div>
      </div>
    </section>
  )
}
