'use client'

import { useCallback, useEffect, useRef, useState } from 'react'

import {
  DecisionNote,
  type LastDecision,
} from '#app/(dashboard)/review/_components/decision-note.client.tsx'
import { ReviewPanel } from '#app/(dashboard)/review/_components/review-panel.client.tsx'
import {
  claimAction,
  decideAction,
  releaseAction,
  renewAction,
} from '#app/(dashboard)/review/actions.ts'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { useLive } from '#components/live/use-live.client.ts'
import { Button } from '#components/ui/button.tsx'
import { toast } from '#components/ui/toast.client.ts'
import type { DecideReviewInput, ReviewTaskView } from '#lib/review/schema.ts'

type Desk =
  | { state: 'idle' }
  | { state: 'loading' }
  | { state: 'empty' }
  | { state: 'error'; message: string }
  | { state: 'working'; task: ReviewTaskView; remaining: number }

const renewMs = 120_000

/** Renews the claim while its item is on the screen; tells when it was lost to somebody else. */
function useLease(itemId: string | null, onLost: () => void): void {
  useEffect(() => {
    if (itemId === null) return
    const timer = setInterval(() => {
      void renewAction(itemId).then((result) => {
        if (result.ok && !result.data) onLost()
      })
    }, renewMs)
    return () => clearInterval(timer)
  }, [itemId, onLost])
}

export function ReviewItems({ initialOpen }: { initialOpen: number }) {
  const [desk, setDesk] = useState<Desk>({ state: initialOpen > 0 ? 'loading' : 'empty' })
  const [decided, setDecided] = useState(0)
  const [last, setLast] = useState<LastDecision | null>(null)
  const [skipped, setSkipped] = useState<string[]>([])

  // The page is rendered anew when others decide: their decisions count here too.
  const [known, setKnown] = useState(initialOpen)
  if (known !== initialOpen) {
    setKnown(initialOpen)
    if (desk.state === 'working') setDesk({ ...desk, remaining: initialOpen })
  }

  const next = useCallback(async (skip: string[]) => {
    const result = await claimAction(skip)
    if (!result.ok) return setDesk({ state: 'error', message: result.message })
    const { task, remaining } = result.data
    setDesk(task ? { state: 'working', task, remaining } : { state: 'empty' })
  }, [])

  const started = useRef(false)
  useEffect(() => {
    // The first claim of this visit; a claim changes things, so it is not made twice.
    if (started.current || initialOpen === 0) return
    started.current = true
    void next([])
  }, [initialOpen, next])

  const itemId = desk.state === 'working' ? desk.task.item.id : null
  useLease(
    itemId,
    useCallback(() => {
      toast.error('Your reservation of this item ended; here is the next one')
      void next(skipped)
    }, [next, skipped]),
  )
  useLive(({ type }) => {
    if (desk.state === 'empty' && (type === 'run' || type === 'review')) void next(skipped)
  })

  if (desk.state === 'loading' || desk.state === 'idle')
    return <p className="text-muted-foreground text-sm">Fetching the next item…</p>
  if (desk.state === 'error')
    return (
      <EmptyState
        title="The next item could not be fetched"
        description={desk.message}
        action={<Button onClick={() => void next(skipped)}>Try again</Button>}
      />
    )
  if (desk.state === 'empty')
    return (
      <>
        {last && <DecisionNote last={last} />}
        <EmptyState
          title={skipped.length > 0 ? 'Only skipped items are left' : 'Nothing to review'}
          description={
            decided > 0
              ? `You have decided ${decided}. New doubtful results appear here by themselves.`
              : 'Doubtful results appear here by themselves when a run brings some.'
          }
          action={
            skipped.length > 0 && (
              <Button
                variant="outline"
                onClick={() => {
                  setSkipped([])
                  void next([])
                }}
              >
                Show skipped items
              </Button>
            )
          }
        />
      </>
    )

  const { task, remaining } = desk
  const decide = async (input: DecideReviewInput) => {
    const result = await decideAction({ itemId: task.item.id, input })
    if (result.ok) {
      setDecided((count) => count + 1)
      setLast({ ...result.data, task })
      await next(skipped)
    }
    return result
  }
  const skip = async () => {
    const all = [...skipped, task.item.id]
    setSkipped(all)
    const result = await releaseAction(task.item.id)
    await next(all)
    return result
  }
  return (
    <>
      {last && <DecisionNote last={last} />}
      <ReviewPanel
        key={task.item.id}
        task={task}
        remaining={remaining}
        decided={decided}
        onDecide={decide}
        onSkip={skip}
      />
    </>
  )
}
