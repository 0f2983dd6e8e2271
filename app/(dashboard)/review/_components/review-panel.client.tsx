'use client'

import { useEffect, useEffectEvent, useMemo, useState } from 'react'

import { DecisionBar } from '#app/(dashboard)/review/_components/decision-bar.client.tsx'
import { ReviewHeader } from '#app/(dashboard)/review/_components/review-header.tsx'
import { reviewChoices, type ReviewChoice } from '#app/(dashboard)/review/_lib/choices.ts'
import { reviewAction } from '#app/(dashboard)/review/_lib/review-shortcut.ts'
import { ConversationTurn } from '#components/execution/conversation-turn.tsx'
import { ProofList } from '#components/execution/proof-list.tsx'
import { proofSteps } from '#components/execution/proof-steps.ts'
import { ScoresTable } from '#components/execution/scores-table.tsx'
import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import { usePlayer } from '#components/playback/playback-provider.client.tsx'
import { ExecutionPlayback, partsOf } from '#components/timeline/execution-playback.tsx'
import { TimelineCard } from '#components/timeline/timeline-card.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { useAction } from '#components/ui/use-action.client.ts'
import { buildTimeline } from '#lib/executions/timeline/build-timeline.ts'
import type { TimelineView } from '#lib/executions/timeline/schema.ts'
import type { ActionResult } from '#lib/platform/action-result.ts'
import type { DecideReviewInput, ReviewTaskView } from '#lib/review/schema.ts'

const ShortcutsDialog = lazyView(() =>
  import('#app/(dashboard)/review/_components/shortcuts-dialog.client.tsx').then(
    (view) => view.ShortcutsDialog,
  ),
)

export type ReviewPanelProps = {
  /** render with `key={task.item.id}`, so that notes never travel to the next item */
  task: ReviewTaskView
  /** items that wait, this one included */
  remaining: number
  /** decided since the page was opened */
  decided: number
  /** records it and moves on to the next item */
  onDecide: (input: DecideReviewInput) => Promise<ActionResult>
  onSkip: () => Promise<ActionResult>
}

export function ReviewPanel(props: ReviewPanelProps) {
  const { execution } = props.task
  const timeline = useMemo(() => buildTimeline(execution), [execution])
  return (
    <ExecutionPlayback timeline={timeline}>
      <Panel {...props} timeline={timeline} />
    </ExecutionPlayback>
  )
}

type PanelProps = ReviewPanelProps & { timeline: TimelineView }

function Panel({ task, remaining, decided, onDecide, onSkip, timeline }: PanelProps) {
  const { execution } = task
  const [notes, setNotes] = useState('')
  const [turned, setTurned] = useState(0)
  const [help, setHelp] = useState(false)
  const decision = useAction(onDecide)
  const skipping = useAction(onSkip)
  const pending = decision.pending || skipping.pending
  const error = decision.error ?? skipping.error
  const player = usePlayer()
  const choices = reviewChoices(task.item.automatic_verdict, turned)

  const decide = (choice: ReviewChoice) => {
    if (!pending) void decision.run({ ...choice.input, notes })
  }
  const skip = () => {
    if (!pending) void skipping.run(undefined)
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const action = event.defaultPrevented || help ? null : reviewAction(event)
    if (!action) return
    event.preventDefault()
    if (action === 'approve') decide(choices.approve)
    if (action === 'reject') decide(choices.reject)
    if (action === 'verdict') setTurned((count) => count + 1)
    if (action === 'skip') skip()
    if (action === 'play') player.toggle(performance.now())
    if (action === 'help') setHelp(true)
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])

  const scores = execution.validation?.scores ?? []
  const proof = execution.validation && proofSteps(execution.validation, execution.turns.length)
  return (
    <div className="space-y-4 pb-44 sm:pb-28">
      <ReviewHeader task={task} remaining={remaining} decided={decided} />
      <TimelineCard executionId={execution.id} timeline={timeline} language={execution.language} />
      <ol className="space-y-4">
        {execution.turns.map((turn) => (
          <li key={turn.index}>
            <ConversationTurn
              turn={turn}
              language={execution.language}
              scores={scores.filter((score) => score.turn === turn.index)}
              parts={partsOf(timeline, turn.index)}
            />
          </li>
        ))}
      </ol>
      {execution.validation && proof && (
        <Card>
          <CardHeader title={proof.title} className="pb-3" />
          <ProofList proof={proof} band={execution.validation.band_text} />
        </Card>
      )}
      {execution.validation && (
        <Card>
          <CardHeader title="Scores" description={execution.validation.reason} className="pb-3" />
          <ScoresTable scores={scores} turns={execution.turns.length > 1} />
        </Card>
      )}
      <DecisionBar
        choices={choices}
        notes={notes}
        onNotes={setNotes}
        pending={pending}
        error={error}
        onDecide={decide}
        onTurn={() => setTurned((count) => count + 1)}
        onSkip={skip}
        onHelp={() => setHelp(true)}
      />
      {help && <ShortcutsDialog onClose={() => setHelp(false)} />}
    </div>
  )
}
