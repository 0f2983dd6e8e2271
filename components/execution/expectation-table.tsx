import { Check, CircleAlert, CircleHelp, Minus, X, type LucideIcon } from 'lucide-react'

import { MarkLegend } from '#components/execution/mark-legend.tsx'
import { MarkedText } from '#components/execution/marked-text.tsx'
import type { ExpectationRow } from '#lib/executions/expectation-rows.ts'

const results: Record<ExpectationRow['result'], { icon: LucideIcon; tone: string; label: string }> =
  {
    met: { icon: Check, tone: 'text-passed', label: 'Met' },
    missed: { icon: X, tone: 'text-failed', label: 'Not met' },
    unproven: { icon: CircleHelp, tone: 'text-review', label: 'Not proven' },
    partly: { icon: CircleAlert, tone: 'text-invalid', label: 'Not all of these met' },
    not_judged: { icon: Minus, tone: 'text-muted-foreground', label: 'Not judged' },
  }

/** Expected beside got, one aspect a row. */
export function ExpectationTable({ rows }: { rows: ExpectationRow[] }) {
  if (rows.length === 0)
    return <p className="text-muted-foreground text-sm">Nothing was expected of this answer.</p>
  const roles = new Set(
    rows
      .flatMap(({ marks }) => (marks ? [...marks.expected, ...marks.got] : []))
      .map(({ role }) => role),
  )
  return (
    <>
      <table className="w-full text-[0.8125rem]">
        <caption className="sr-only">What was expected, and what came</caption>
        <thead className="text-muted-foreground text-left text-xs">
          <tr>
            <th scope="col" className="w-5">
              <span className="sr-only">Result</span>
            </th>
            <th scope="col" className="py-1 pr-3 font-medium">
              Aspect
            </th>
            <th scope="col" className="py-1 pr-3 font-medium">
              Expected
            </th>
            <th scope="col" className="py-1 font-medium">
              Got
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const { icon: Icon, tone, label } = results[row.result]
            return (
              <tr key={index} className="border-t align-top">
                <td className="py-1.5 pr-1.5">
                  <span title={label}>
                    <Icon className={`mt-0.5 size-4 ${tone}`} strokeWidth={2.5} aria-hidden />
                    <span className="sr-only">{label}</span>
                  </span>
                </td>
                <th
                  scope="row"
                  className="py-1.5 pr-3 text-left font-normal whitespace-nowrap max-sm:whitespace-normal"
                >
                  {row.aspect}
                </th>
                <td className="py-1.5 pr-3 break-words">
                  <MarkedText text={row.expected} marks={row.marks?.expected ?? []} />
                </td>
                <td className="py-1.5 break-words">
                  <MarkedText text={row.got} marks={row.marks?.got ?? []} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {roles.size > 0 && <MarkLegend roles={roles} />}
    </>
  )
}
