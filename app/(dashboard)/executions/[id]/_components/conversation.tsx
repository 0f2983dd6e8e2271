import { ConversationTurn } from '#components/execution/conversation-turn.tsx'
import { partsOf } from '#components/timeline/execution-playback.tsx'
import type { TurnView } from '#lib/executions/schema.ts'
import type { ScoreView } from '#lib/executions/score-view.ts'
import type { TimelineView } from '#lib/executions/timeline/schema.ts'

export type ConversationProps = {
  turns: TurnView[]
  scores: ScoreView[]
  language: string
  timeline: TimelineView
}

/** The whole conversation: what the caller said, what was heard, what came back, and how it was judged. */
export function Conversation({ turns, scores, language, timeline }: ConversationProps) {
  return (
    <ol className="space-y-4">
      {turns.map((turn) => (
        <li key={turn.index}>
          <ConversationTurn
            turn={turn}
            parts={partsOf(timeline, turn.index)}
            language={language}
            scores={scores.filter((score) => score.turn === turn.index)}
          />
        </li>
      ))}
    </ol>
  )
}
