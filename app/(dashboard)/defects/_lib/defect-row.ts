import type { DefectView } from '#lib/defects/schema.ts'

/** What the table of defects shows of one. */
export type DefectRow = Pick<
  DefectView,
  | 'id'
  | 'title'
  | 'severity'
  | 'status'
  | 'blame'
  | 'language'
  | 'occurrences'
  | 'last_seen_at'
  | 'jira'
  | 'github'
> & { case: string | null; suite: string | null; assigned_to: string | null }

export const rowOfDefect = (defect: DefectView): DefectRow => {
  const { id, title, severity, status, blame, language, occurrences, last_seen_at } = defect
  return {
    ...{ id, title, severity, status, blame, language, occurrences, last_seen_at },
    jira: defect.jira,
    github: defect.github,
    case: defect.case?.name ?? null,
    suite: defect.suite?.name ?? null,
    assigned_to: defect.assigned_to?.name ?? null,
  }
}
