'use client'

import { useCallback, useEffect, useRef, useState } from 'react'

import {
  DecisionNote,
  type LastDecision,
} from '#app/(dashboard)/review/_components/decision-note.client.tsx'
import { LazyReviewPanel } from '#app/(dashboard)/review/_components/lazy-review-panel.client.tsx'
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
import type { DecideReviewInput, NextReview, ReviewTaskView } from '#lib/review/schema.ts'

type ReviewState =
  | { state: 'loading' }
  | { state: 'empty' }
  | { state: 'error'; message: string }
  | { state: 'working'; task: ReviewTaskView; remaining: number }

const renewMs = 120_000

const stateOf = ({ task, remaining }: NextReview): ReviewState =>
  task ? { state: 'working', task, remaining } : { state: 'empty' }

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
  const [review, setReview] = useState<ReviewState>({
    state: initialOpen > 0 ? 'loading' : 'empty',
  })
  const [decided, setDecided] = useState(0)
  const [last, setLast] = useState<LastDecision | null>(null)
  const [skipped, setSkipped] = useState<string[]>([])

  // The page is rendered anew when others decide: their decisions count here too.
  const [known, setKnown] = useState(initialOpen)
  if (known !== initialOpen) {
    setKnown(initialOpen)
    if (review.state === 'working') setReview({ ...review, remaining: initialOpen })
  }

  const next = useCallback(async (skip: string[]) => {
    const result = await claimAction(skip)
    setReview(result.ok ? stateOf(result.data) : { state: 'error', message: result.message })
  }, [])

  // The code arrives beside the first item, so that no item waits for it.
  useEffect(() => LazyReviewPanel.preload(), [])

  const started = useRef(false)
  useEffect(() => {
    // The first claim of this visit; a claim changes things, so it is not made twice.
    if (started.current || initialOpen === 0) return
    started.current = true
    void next([])
  }, [initialOpen, next])

  const itemId = review.state === 'working' ? review.task.item.id : null
  useLease(
    itemId,
    useCallback(() => {
      toast.error('Your reservation of this item ended; here is the next one')
      void next(skipped)
    }, [next, skipped]),
  )
  useLive(({ type }) => {
    if (review.state === 'empty' && (type === 'run' || type === 'review')) void next(skipped)
  })

  if (review.state === 'loading')
    return <p className="text-muted-foreground text-sm">Fetching the next item…</p>
  if (review.state === 'error')
    return (
      <EmptyState
        title="The next item could not be fetched"
        description={review.message}
        action={<Button onClick={() => void next(skipped)}>Try again</Button>}
      />
    )
  if (review.state === 'empty')
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

  const { task, remaining } = review
  const decide = async (input: DecideReviewInput) => {
    const result = await decideAction({ itemId: task.item.id, input, skip: skipped })
    if (result.ok) {
      const { next: following, verdict, kept } = result.data
      setDecided((count) => count + 1)
      setLast({ verdict, kept, task })
      setReview(
        following ? stateOf(following) : { state: 'error', message: 'Your decision is recorded.' },
      )
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
      <LazyReviewPanel
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
