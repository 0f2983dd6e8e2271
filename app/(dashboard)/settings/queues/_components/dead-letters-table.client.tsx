'use client'

import { Checkbox } from '#components/ui/checkbox.tsx'
import { stackedTable } from '#components/ui/stacked-table.ts'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.client.tsx'
import type { DeadLetterView } from '#lib/dead-letters/views.ts'

type Selection = { ids: ReadonlySet<string>; change: (ids: ReadonlySet<string>) => void }

function withOne(ids: ReadonlySet<string>, id: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(ids)
  if (isIn) next.add(id)
  else next.delete(id)
  return next
}

function Payload({ payload }: Pick<DeadLetterView, 'payload'>) {
  if (Object.keys(payload).length === 0) return null
  return (
    <details className="mt-1">
      <summary className="text-muted-foreground cursor-pointer text-xs">Payload</summary>
      <pre className="bg-muted mt-1 max-w-full overflow-x-auto rounded-md p-2 text-xs break-all whitespace-pre-wrap">
        {JSON.stringify(payload, null, 2)}
      </pre>
    </details>
  )
}

type LetterRowProps = { letter: DeadLetterView; selection: Selection | null }

function LetterRow({ letter, selection }: LetterRowProps) {
  const { id, queue, payload, cause, obstacle, attempts, sent_at, died_at } = letter
  return (
    <TableRow>
      {selection && (
        <TableCell className="w-8">
          <Checkbox
            aria-label={`Select ${queue} of ${died_at}`}
            checked={selection.ids.has(id)}
            onChange={({ target }) => selection.change(withOne(selection.ids, id, target.checked))}
          />
        </TableCell>
      )}
      <TableCell className="min-w-48 align-top">
        <span className="font-mono text-xs">{queue}</span>
        <Payload payload={payload} />
      </TableCell>
      <TableCell className="max-w-xl min-w-56 align-top break-words">
        {cause}
        {obstacle !== null && (
          <p className="text-muted-foreground mt-1 text-xs">Cannot be requeued: {obstacle}</p>
        )}
      </TableCell>
      <TableCell className="align-top whitespace-nowrap tabular-nums">
        {attempts} {attempts === 1 ? 'attempt' : 'attempts'}
      </TableCell>
      <TableCell className="text-muted-foreground align-top whitespace-nowrap">
        <Time value={died_at} style="ago" />
        {sent_at !== null && (
          <span className="block text-xs">
            sent <Time value={sent_at} style="ago" />
          </span>
        )}
      </TableCell>
    </TableRow>
  )
}

type DeadLettersTableProps = { letters: DeadLetterView[]; selection: Selection | null }

export function DeadLettersTable({ letters, selection }: DeadLettersTableProps) {
  const all = letters.every(({ id }) => selection?.ids.has(id))
  return (
    <Table aria-label="Dead letters" className={stackedTable}>
      <TableHead>
        <TableRow>
          {selection && (
            <TableHeader className="w-8">
              <Checkbox
                aria-label="Select all dead letters of this page"
                checked={all}
                onChange={({ target }) =>
                  selection.change(new Set(target.checked ? letters.map(({ id }) => id) : []))
                }
              />
            </TableHeader>
          )}
          <TableHeader>Job</TableHeader>
          <TableHeader>Cause</TableHeader>
          <TableHeader>Attempts</TableHeader>
          <TableHeader>Died</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {letters.map((letter) => (
          <LetterRow key={letter.id} letter={letter} selection={selection} />
        ))}
      </TableBody>
    </Table>
  )
}
