import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.client.tsx'
import type { DeadLetter } from '#lib/platform/jobs/list-dead-letters.ts'

export function DeadLettersTable({ letters }: { letters: DeadLetter[] }) {
  return (
    <Table aria-label="Dead letters">
      <TableHead>
        <TableRow>
          <TableHeader>Job</TableHeader>
          <TableHeader>Cause</TableHeader>
          <TableHeader className="text-right">Tries</TableHeader>
          <TableHeader>Died</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {letters.map(({ id, queue, payload, cause, tries, diedAt }) => (
          <TableRow key={id}>
            <TableCell className="font-mono text-xs">
              {queue}
              {Object.entries(payload).map(([name, value]) => (
                <span key={name} className="text-muted-foreground block whitespace-nowrap">
                  {name} {JSON.stringify(value).replaceAll('"', '')}
                </span>
              ))}
            </TableCell>
            <TableCell className="max-w-96 min-w-48 break-words">{cause}</TableCell>
            <TableCell className="text-right tabular-nums">{tries}</TableCell>
            <TableCell className="text-muted-foreground whitespace-nowrap">
              <Time value={diedAt.toISOString()} style="ago" />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
