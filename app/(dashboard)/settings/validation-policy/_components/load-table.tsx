import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import { formatCount, formatShare } from '#lib/platform/format/share.ts'
import type { CurveView } from '#lib/policies/schema.ts'

const whole = (value: number) => formatCount(Math.round(value))

/** What audits cost: reviews a week at several shares of them. */
export function LoadTable({ load }: Pick<CurveView, 'load'>) {
  return (
    <details className="text-sm">
      <summary className="text-muted-foreground hover:text-foreground w-fit cursor-default">
        Reviews a week by share of audits
      </summary>
      <div className="mt-2 rounded-md border">
        <Table aria-label="Reviews a week by share of audits">
          <TableHead>
            <TableRow>
              <TableHeader>Audits</TableHeader>
              <TableHeader className="text-right">Doubtful</TableHeader>
              <TableHeader className="text-right">Audits</TableHeader>
              <TableHeader className="text-right">In all</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {load.map(({ audit_share: share, doubtful, audits }) => (
              <TableRow key={share} className="tabular-nums">
                <TableCell>{formatShare(share, 0)}</TableCell>
                <TableCell className="text-right">{whole(doubtful)}</TableCell>
                <TableCell className="text-right">{whole(audits)}</TableCell>
                <TableCell className="text-right">{whole(doubtful + audits)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </details>
  )
}
