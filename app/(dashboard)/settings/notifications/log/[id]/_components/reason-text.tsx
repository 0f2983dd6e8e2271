import { eventLabels } from '#app/(dashboard)/settings/notifications/_lib/event-texts.ts'
import { Time } from '#components/ui/time.client.tsx'

const instant = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/

const pieces = new RegExp(
  `(${instant.source}|\\b(?:${Object.keys(eventLabels).join('|')})\\b)`,
  'g',
)

/** A sentence of the server for people: moments in the reader's own time, events by their names. */
export function ReasonText({ text }: { text: string }) {
  return text.split(pieces).map((piece, index) => {
    if (instant.test(piece)) return <Time key={index} value={piece} />
    const label = eventLabels[piece]
    return label === undefined ? piece : <em key={index}>{label}</em>
  })
}
