import Table from 'cli-table3'

import { suiteName, type CtrfReport } from '#lib/runs/report/html-report.ts'

/** The verdicts as a table for a terminal. */
export function verdictTable({ results }: CtrfReport): string {
  const table = new Table({
    head: ['Suite', 'Case', 'Verdict', 'ms', 'Why'],
    wordWrap: true,
    colWidths: [24, 40, 10, 8, 50],
  })
  for (const { suite, name, status, duration, message, extra } of results.tests)
    table.push([
      suiteName(suite),
      name,
      status,
      Math.round(extra?.response_ms ?? duration),
      message ?? '',
    ])
  return table.toString()
}
