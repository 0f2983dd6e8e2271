import { ConversationTurn } from '#components/execution/conversation-turn.tsx'
import type { TurnView } from '#lib/executions/schema.ts'
import type { ScoreView } from '#lib/executions/score-view.ts'

export type ConversationProps = {
  turns: TurnView[]
  scores: ScoreView[]
  language: string
}

/** The whole conversation: what the caller said, what was heard, what came back, and how it was judged. */
export function Conversation({ turns, scores, language }: ConversationProps) {
  return (
    <ol className="space-y-4">
      {turns.map((turn) => (
        <li key={turn.index}>
          <ConversationTurn
            turn={turn}
            timesOpen
            language={language}
            scores={scores.filter((score) => score.turn === turn.index)}
          />
        </li>
      ))}
    </ol>
  )
}
