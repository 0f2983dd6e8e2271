import type { IssueDraft } from '#lib/engines/vendors/types.ts'
import { pageUrl } from '#lib/notifications/page-url.ts'
import type { FiledFailure } from '#lib/notifications/runs/filed-failure.ts'
import type { RunFacts } from '#lib/notifications/runs/run-facts.ts'
import type { TrackerConnection } from '#lib/notifications/trackers/settings.ts'

type Fact = [label: string, value: string | null, url?: string | undefined]

/** The issue of a defect. Its marker is the fingerprint: the same failure finds the same issue. */
export function issueDraft(
  { run, git }: RunFacts,
  { defect, failure }: Pick<FiledFailure, 'defect' | 'failure'>,
  { labels, assignees }: TrackerConnection,
): IssueDraft {
  const [latest] = failure.executionIds
  const facts: Fact[] = [
    ['Case', failure.caseName],
    ['Language', failure.language],
    ['Blame', failure.blame?.replaceAll('_', ' ') ?? null],
    ['Validator', failure.validator],
    ['Target', run.target.name],
    ['Run', run.name, pageUrl('runs', run.id)],
    ['Evidence', latest ? 'The latest execution' : null, latest && pageUrl('executions', latest)],
    ['Commit', git && `${git.repository}@${git.sha.slice(0, 12)}`],
  ]
  return {
    marker: `defect ${defect.fingerprint}`,
    title: defect.title,
    description: {
      text: failure.reason,
      facts: facts.flatMap(([label, value, url]) =>
        value ? [{ label, value, ...(url !== undefined && { url }) }] : [],
      ),
      url: pageUrl('defects', defect.id),
    },
    severity: defect.severity,
    labels,
    assignees,
  }
}
