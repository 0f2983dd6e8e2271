import Link from 'next/link'

import { decisionWords, verifiedWords } from '#app/(dashboard)/settings/_lib/decision-words.ts'
import type { Names } from '#app/(dashboard)/settings/_lib/rule-words.ts'
import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.client.tsx'
import type { DeliveryView } from '#lib/webhooks/schema.ts'

const tones: Record<DeliveryView['status'], BadgeTone> = {
  accepted: 'accent',
  processed: 'passed',
  ignored: 'neutral',
  failed: 'failed',
}

export function DeliveryStatus({ status }: { status: DeliveryView['status'] }) {
  return <Badge tone={tones[status]}>{status}</Badge>
}

type DeliveriesTableProps = {
  deliveries: DeliveryView[]
  /** names of suites by id */
  suites: Names
  /** false on the page of one connection */
  showsConnection: boolean
}

/** Deliveries that came in, with what was decided about each in words. */
export function DeliveriesTable({ deliveries, suites, showsConnection }: DeliveriesTableProps) {
  return (
    <Table aria-label="Deliveries">
      <TableHead>
        <TableRow>
          <TableHeader>Event</TableHeader>
          <TableHeader>What came of it</TableHeader>
          <TableHeader>Repository and ref</TableHeader>
          {showsConnection && <TableHeader>Connection</TableHeader>}
          <TableHeader>Verified by</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {deliveries.map((one) => (
          <TableRow key={one.id}>
            <TableCell className="max-w-40 whitespace-nowrap">
              <Link
                href={`/settings/deliveries/${one.id}`}
                className="block truncate font-medium hover:underline"
              >
                {one.event}
              </Link>
              <Time value={one.received_at} className="text-muted-foreground text-xs" />
            </TableCell>
            <TableCell className="max-w-96 min-w-52">
              <DeliveryStatus status={one.status} />{' '}
              <span className="line-clamp-3 break-words">{decisionWords(one, suites)}</span>
            </TableCell>
            <TableCell className="max-w-56 min-w-32">
              <span className="block truncate">{one.repository ?? '–'}</span>
              {one.ref !== null && (
                <span className="text-muted-foreground block truncate font-mono text-xs">
                  {one.ref}
                  {one.sha !== null && ` @ ${one.sha.slice(0, 8)}`}
                </span>
              )}
            </TableCell>
            {showsConnection && (
              <TableCell className="max-w-44 min-w-28">
                <span className="block truncate">{one.connection.name}</span>
                <span className="text-muted-foreground block text-xs">{one.provider}</span>
              </TableCell>
            )}
            <TableCell className="text-muted-foreground min-w-28">
              {verifiedWords(one.verified_by)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
