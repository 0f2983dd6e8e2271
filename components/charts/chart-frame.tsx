import type { ReactNode } from 'react'

import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'

export type ChartFrameProps = {
  /** what the chart shows, for screen readers and the table's caption */
  label: string
  columns: string[]
  rows: string[][]
  /** said in place of the chart when there are no rows */
  empty: string
  children: ReactNode
}

/** A chart and the same figures as a table, one click away and readable without the chart. */
export function ChartFrame({ label, columns, rows, empty, children }: ChartFrameProps) {
  if (rows.length === 0)
    return (
      <p className="text-muted-foreground grid h-56 place-items-center rounded-md border border-dashed px-4 text-center text-sm">
        {empty}
      </p>
    )
  return (
    <figure className="min-w-0">
      <div role="img" aria-label={`${label}. The table below has the same data.`} className="h-56">
        {children}
      </div>
      <details className="mt-1 text-xs" data-print="hide">
        <summary className="text-muted-foreground hover:text-foreground w-fit rounded py-1">
          Show as table
        </summary>
        <div className="mt-1 max-h-72 overflow-auto rounded-md border">
          <Table aria-label={label}>
            <TableHead>
              <TableRow>
                {columns.map((column) => (
                  <TableHeader key={column}>{column}</TableHeader>
                ))}
              </TableRow>
            </TableHead>
            <TableBody>
              {rows.map((row, place) => (
                <TableRow key={place}>
                  {row.map((cell, index) => (
                    <TableCell key={index} className="py-1">
                      {cell}
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      </details>
    </figure>
  )
}
