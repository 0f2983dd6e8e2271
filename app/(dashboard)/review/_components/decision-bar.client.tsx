'use client'

import { Check, CircleHelp, RefreshCw, SkipForward, TriangleAlert, X } from 'lucide-react'

import type { ReviewChoice } from '#app/(dashboard)/review/_lib/choices.ts'
import { Button } from '#components/ui/button.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { Textarea } from '#components/ui/textarea.tsx'

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

/** A button looks like the verdict that it records, whether that confirms Earshot or not. */
const looks = {
  passed: { icon: Check, className: 'text-passed' },
  failed: { icon: X, className: 'text-failed' },
  invalid: { icon: TriangleAlert, className: 'text-invalid' },
}
const keys = { approve: 'A', reject: 'R' }

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
            aria-label="Change the verdict of the second button"
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
          {(['approve', 'reject'] as const).map((way) => {
            const choice = choices[way]
            const { icon: Icon, className } = looks[choice.verdict]
            return (
              <Button
                key={way}
                variant="outline"
                disabled={pending}
                className={`${className} flex-1 max-sm:px-2`}
                onClick={() => on.onDecide(choice)}
              >
                <Icon aria-hidden /> {choice.label}{' '}
                <span className="max-sm:hidden">
                  <Kbd>{keys[way]}</Kbd>
                </span>
              </Button>
            )
          })}
        </div>
      </div>
    </section>
  )
}
