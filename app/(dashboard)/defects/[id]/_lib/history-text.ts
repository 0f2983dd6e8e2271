import { z } from 'zod'

import { defectStatusLooks } from '#app/(dashboard)/defects/_components/defect-status-badge.tsx'
import { severityLooks } from '#components/defects/severity-badge.tsx'
import { defectStatuses, severities } from '#db/enums.ts'

/** An entry of the activity log about a defect. */
export type HistoryEntry = { action: string; detail: Record<string, unknown> }

const Before = z
  .object({ status: z.enum(defectStatuses), severity: z.enum(severities) })
  .partial()
  .catch({})

/** An update names what was asked for; only what became another is told. */
const Update = z.object({
  was: Before,
  status: z.enum(defectStatuses).optional().catch(undefined),
  severity: z.enum(severities).optional().catch(undefined),
  assignedTo: z.string().nullable().optional().catch(undefined),
  title: z.string().optional().catch(undefined),
  description: z.string().optional().catch(undefined),
})

const Issue = z.object({ issue: z.string().optional() }).catch({})
const Runs = z.object({ clean_runs: z.number().optional() }).catch({})

function updateText(detail: HistoryEntry['detail'], names: ReadonlyMap<string, string>): string {
  const { was, status, severity, assignedTo, title, description } = Update.parse(detail)
  const parts = [
    status &&
      status !== was.status &&
      `set the state to ${defectStatusLooks[status].label.toLowerCase()}`,
    severity &&
      severity !== was.severity &&
      `set the severity to ${severityLooks[severity].label.toLowerCase()}`,
    assignedTo && `assigned it to ${names.get(assignedTo) ?? 'a former user'}`,
    assignedTo === null && 'removed the assignee',
    (title !== undefined || description !== undefined) && 'changed the description',
  ].filter((part) => typeof part === 'string' && part !== '')
  return parts.length > 0 ? parts.join(', ') : 'changed nothing'
}

/** What somebody did, to be put after their name. `names` are those of users by id. */
export function historyText(
  { action, detail }: HistoryEntry,
  names: ReadonlyMap<string, string>,
): string {
  const { issue } = Issue.parse(detail)
  const { clean_runs: runs } = Runs.parse(detail)
  switch (action) {
    case 'evidence.export':
      return 'downloaded its evidence'
    case 'defect.create':
      return 'filed it'
    case 'defect.update':
      return updateText(detail, names)
    case 'defect.reopen':
      return issue ? `reopened it, as ${issue} was` : 'reopened it: it occurred again'
    case 'defect.resolve':
      if (issue) return `resolved it, as ${issue} was`
      return runs === undefined ? 'resolved it' : `resolved it after ${runs} runs that passed`
    case 'defect.link_issue':
      return issue ? `linked it to ${issue}` : 'linked it to an issue'
    default:
      return action
  }
}
