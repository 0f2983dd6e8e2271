import type { TurnView } from '#lib/executions/schema.ts'
import { ownSideText, talkOverText } from '#lib/platform/format/own-side.ts'

/** What belongs to the times of a turn and has no row: when both spoke, and how late Earshot itself was. */
export function TimeNotes({ turn }: { turn: Pick<TurnView, 'timings' | 'own_side'> }) {
  const both = talkOverText(turn.timings)
  return (
    <div className="text-muted-foreground space-y-0.5 pt-1 text-xs">
      <p>From the start of this turn, on Earshot’s own clock.</p>
      {both !== null && <p>{both}</p>}
      {turn.own_side && <p>{ownSideText(turn.own_side)}</p>}
    </div>
  )
}
