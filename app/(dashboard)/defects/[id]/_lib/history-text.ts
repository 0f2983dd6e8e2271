import { z } from 'zod'

import { defectStatusLooks } from '#app/(dashboard)/defects/_components/defect-status-badge.tsx'
import { severityLooks } from '#components/defects/severity-badge.tsx'
import { defectStatuses, severities } from '#db/enums.ts'

type Fields = Record<string, unknown>
/** An entry of the activity log about a defect. `before` and `after` hold what an update changed. */
export type HistoryEntry = {
  action: string
  detail: Fields
  before?: Fields | null
  after?: Fields | null
}

const Update = z.object({
  status: z.enum(defectStatuses).optional().catch(undefined),
  severity: z.enum(severities).optional().catch(undefined),
  assigned_to: z.object({ name: z.string() }).nullable().optional().catch(undefined),
  assignedTo: z.string().nullable().optional().catch(undefined),
  title: z.string().optional().catch(undefined),
  description: z.string().optional().catch(undefined),
})
const Was = Update.catch({})

const Issue = z.object({ issue: z.string().optional() }).catch({})
const Runs = z.object({ clean_runs: z.number().optional() }).catch({})

/** Entries from before the log kept `before` and `after` hold in `detail` what was asked for, and `was`. */
function changeOf({ detail, before, after }: HistoryEntry) {
  if (after) return { was: Was.parse(before ?? {}), is: Update.parse(after) }
  return { was: Was.parse(detail['was'] ?? {}), is: Update.parse(detail) }
}

function assigneeOf(
  { assigned_to: person, assignedTo: id }: z.output<typeof Update>,
  names: ReadonlyMap<string, string>,
): string | null | undefined {
  if (person !== undefined) return person?.name ?? null
  return id === undefined || id === null ? id : (names.get(id) ?? 'a former user')
}

function updateText(entry: HistoryEntry, names: ReadonlyMap<string, string>): string {
  const { was, is } = changeOf(entry)
  const { status, severity, title, description } = is
  const assignee = assigneeOf(is, names)
  const parts = [
    status &&
      status !== was.status &&
      `set the state to ${defectStatusLooks[status].label.toLowerCase()}`,
    severity &&
      severity !== was.severity &&
      `set the severity to ${severityLooks[severity].label.toLowerCase()}`,
    assignee && `assigned it to ${assignee}`,
    assignee === null && 'removed the assignee',
    (title !== undefined || description !== undefined) && 'changed the description',
  ].filter((part) => typeof part === 'string' && part !== '')
  return parts.length > 0 ? parts.join(', ') : 'changed nothing'
}

/** What somebody did, to be put after their name. `names` are those of users by id. */
export function historyText(entry: HistoryEntry, names: ReadonlyMap<string, string>): string {
  const { action, detail } = entry
  const { issue } = Issue.parse(detail)
  const { clean_runs: runs } = Runs.parse(detail)
  switch (action) {
    case 'evidence.export':
      return 'downloaded its evidence'
    case 'defect.create':
      return 'filed it'
    case 'defect.update':
      return updateText(entry, names)
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
