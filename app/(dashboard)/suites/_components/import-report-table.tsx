import { importSummary, statusLabel } from '#app/(dashboard)/suites/_lib/import-summary.ts'
import type { ImportLine, ImportResult } from '#app/(dashboard)/suites/_lib/import-types.ts'
import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'

const tones: Record<ImportLine['status'], BadgeTone> = {
  mapped: 'passed',
  approximated: 'invalid',
  dropped: 'failed',
}

/** What becomes of each part of an imported file, or why it cannot be imported. */
export function ImportReportTable({ result }: { result: ImportResult }) {
  if (!result.ok)
    return (
      <div
        role="alert"
        className="border-failed-mark/40 bg-failed-soft/50 space-y-2 rounded-lg border p-4 text-sm"
      >
        <p className="font-medium">{result.message}</p>
        {result.faults && result.faults.length > 0 && (
          <ul className="space-y-1">
            {result.faults.map((fault, index) => (
              <li key={index}>
                {!fault.message.includes(fault.path) && (
                  <code className="font-mono text-xs">{fault.path} </code>
                )}
                {fault.message}
              </li>
            ))}
          </ul>
        )}
      </div>
    )
  const { report } = result.data
  return (
    <div className="space-y-2">
      <p className="text-sm font-medium">{importSummary(result.data)}</p>
      {report.length > 0 && (
        <div className="max-h-72 overflow-auto rounded-md border">
          <Table aria-label="Import report">
            <TableHead>
              <TableRow>
                <TableHeader>Where</TableHeader>
                <TableHeader>Status</TableHeader>
                <TableHeader>What</TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {report.map((line, index) => (
                <TableRow key={index}>
                  <TableCell className="font-mono text-xs whitespace-nowrap">
                    {line.file}
                    {line.line !== null && `:${line.line}`}
                  </TableCell>
                  <TableCell>
                    <Badge tone={tones[line.status]}>{statusLabel(line)}</Badge>
                  </TableCell>
                  <TableCell>{line.message}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      )}
    </div>
  )
}
