import type { ImportLine, ImportReport } from '#app/(dashboard)/suites/_lib/import-types.ts'
import { formatQuantity } from '#lib/platform/format/share.ts'

type Counts = Pick<ImportReport, 'created' | 'updated' | 'unchanged'>

/** `3 cases created, 1 updated`: what happened, without what did not. */
export function importSummary({ created, updated, unchanged }: Counts): string {
  const parts = [
    [created, 'created'],
    [updated, 'updated'],
    [unchanged, 'unchanged'],
  ] as const
  const [first, ...others] = parts.filter(([count]) => count > 0)
  if (!first) return 'No cases'
  const rest = others.map(([count, what]) => `, ${count} ${what}`).join('')
  return `${formatQuantity(first[0], 'case')} ${first[1]}${rest}`
}

const labels: Record<ImportLine['status'], string> = {
  mapped: 'imported',
  approximated: 'approximated',
  dropped: 'left out',
}

/** What became of a part of the file; of a whole case, what the import did or would do with it. */
export const statusLabel = ({ status, message }: ImportLine): string =>
  /: (created|updated|unchanged)$/.exec(message)?.[1] ?? labels[status]
