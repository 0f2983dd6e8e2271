import { Card, CardHeader } from '#components/ui/card.tsx'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import { VerdictBadge } from '#components/verdict/verdict-badge.tsx'
import type { TurnView, ValidationView } from '#lib/executions/schema.ts'

type TwinTableProps = {
  voice: TurnView[]
  text: TurnView[]
  /** null while nobody has judged the text side */
  judged: ValidationView['twin']
}

/** The same turns by voice and by text: a difference is the hearing's, a shared fault the understanding's. */
export function TwinTable({ voice, text, judged }: TwinTableProps) {
  return (
    <Card>
      <CardHeader
        title="The same by text"
        description={judged?.reason ?? 'What the voice AI answers when nothing can be misheard.'}
        {...(judged && { actions: <VerdictBadge outcome={judged.verdict} /> })}
        className="pb-3"
      />
      <Table aria-label="Voice and text compared">
        <TableHead>
          <TableRow>
            <TableHeader>Turn</TableHeader>
            <TableHeader>By voice</TableHeader>
            <TableHeader>By text</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {voice.map((turn) => {
            const twin = text.find(({ index }) => index === turn.index)
            return (
              <TableRow key={turn.index}>
                <TableCell className="tabular-nums">{turn.index + 1}</TableCell>
                <TableCell>
                  <Answer turn={turn} />
                </TableCell>
                <TableCell>{twin ? <Answer turn={twin} /> : 'not held'}</TableCell>
              </TableRow>
            )
          })}
        </TableBody>
      </Table>
    </Card>
  )
}

function Answer({ turn }: { turn: TurnView }) {
  return (
    <>
      <p>{turn.reply_written ?? turn.reply_spoken ?? turn.fault?.message ?? 'no answer'}</p>
      <p className="text-muted-foreground text-xs">{turn.intent ?? 'no intent'}</p>
    </>
  )
}
