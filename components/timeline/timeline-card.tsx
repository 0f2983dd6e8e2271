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
function clockText({ clock, turns, clips }: TimelineView): string {
  const own = turns.length > 1
  const parts = [
    clock === 'call'
      ? 'The clock is that of the recording of the call, as the caller heard it.'
      : clips.length === 0
        ? 'Times count from the start of each turn, on Earshot’s own clock.'
        : 'Each recording lies where it was sent or heard, on Earshot’s own clock.',
    own &&
      clock === 'turns' &&
      'How long it was from one turn to the next is not recorded: gaps are not to scale.',
    turns.some(({ not_to_scale }) => not_to_scale !== null) &&
      'Dashed above: the caller’s audio left faster than it is spoken, and is drawn as long as it lasts.',
  ]
  return parts.filter(Boolean).join(' ')
}

/** The whole execution on one clock. Stands within `ExecutionPlayback`. */
export function TimelineCard({ executionId, timeline, language, className }: TimelineCardProps) {
  if (timeline.turns.length === 0) return null
  return (
    <Card className={className}>
      <CardHeader title="Timeline" description={clockText(timeline)} className="pb-3" />
      <LazyTimeline executionId={executionId} timeline={timeline} language={language} />
    </Card>
  )
}
