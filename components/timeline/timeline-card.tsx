import { lanesOf, rulerPx } from '#components/timeline/lane-list.ts'
import { LazyTimeline } from '#components/timeline/lazy-timeline.client.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import type { TimelineView } from '#lib/executions/timeline/schema.ts'

type TimelineCardProps = {
  executionId: string
  timeline: TimelineView
  language: string
  className?: string
}

/** Which clock it is, and what about it is not to be measured. */
function clockText({ clock, turns }: TimelineView): string {
  const parts = [
    clock === 'call'
      ? 'On the clock of the recording of the call, as the caller heard it.'
      : turns.length > 1
        ? 'On Earshot’s own clock. Gaps between turns are not to scale: how long they were is not recorded.'
        : 'On Earshot’s own clock.',
    turns.some(({ not_to_scale: part }) => part !== null) &&
      'Dashed: the caller’s audio was sent faster than it is spoken, and is drawn as long as it lasts.',
  ]
  return parts.filter(Boolean).join(' ')
}

/** The whole execution on one clock. Stands within `ExecutionPlayback`. */
export function TimelineCard({ executionId, timeline, language, className }: TimelineCardProps) {
  if (timeline.turns.length === 0) return null
  const lanesPx = lanesOf(timeline).reduce((sum, { height }) => sum + height, rulerPx)
  return (
    <Card className={className}>
      <CardHeader title="Timeline" description={clockText(timeline)} className="pb-3" />
      <LazyTimeline
        executionId={executionId}
        timeline={timeline}
        language={language}
        lanesPx={lanesPx}
      />
    </Card>
  )
}
