import type { Message } from '#lib/engines/vendors/types.ts'
import { countsText } from '#lib/notifications/messages/counts-text.ts'
import { pageUrl } from '#lib/notifications/page-url.ts'
import type { Change } from '#lib/notifications/runs/compare-runs.ts'
import type { FailedCase } from '#lib/notifications/runs/list-failures.ts'
import { passRate, type RunFacts } from '#lib/notifications/runs/run-facts.ts'
import type { RuleConfig } from '#lib/notifications/schema.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'

export const runUrl = ({ run }: RunFacts) => pageUrl('runs', run.id)

function durationMs({ run }: RunFacts): number | null {
  if (run.started_at === null || run.finished_at === null) return null
  return new Date(run.finished_at).getTime() - new Date(run.started_at).getTime()
}

/** `87.5 %` */
const share = (part: number) => `${(part * 100).toFixed(1)} %`

/** What every message about a run says of it; `config` may ask for figures on top. */
export function runDetails(facts: RunFacts, config: RuleConfig): Message['facts'] {
  const { run, git } = facts
  const duration = durationMs(facts)
  const rate = passRate(run)
  const rows: [string, string | null][] = [
    ['Target', run.target.name],
    ['Result', countsText(run.counts)],
    ['Duration', duration === null ? null : formatDuration(duration)],
    ['Commit', git && `${git.repository}@${git.sha.slice(0, 8)}`],
    ['Branch', git?.branch ?? null],
    ['Waiting for review', run.counts.manual_review > 0 ? `${run.counts.manual_review}` : null],
  ]
  if (config.include_metrics)
    rows.push(
      ['Pass rate', rate === null ? null : share(rate)],
      [
        'Mean response',
        run.mean_response_ms === null ? null : formatDuration(run.mean_response_ms),
      ],
      [
        'Passed after a retry',
        run.counts.passed_after_retry > 0 ? `${run.counts.passed_after_retry}` : null,
      ],
      ['Newly failing', `${facts.regressions.length + facts.newFailures.length}`],
      ['Fixed', `${facts.fixed.length}`],
    )
  return rows.flatMap(([label, value]) => (value ? [{ label, value }] : []))
}

const executionUrl = (id: string | null | undefined) =>
  id ? { url: pageUrl('executions', id) } : {}

export function failureItem(failure: FailedCase): Message['items'][number] {
  const blame = failure.blame ? `${failure.blame.replaceAll('_', ' ')}: ` : ''
  return {
    text: `${failure.caseName} (${failure.language})`,
    detail: `${blame}${failure.reason}`,
    ...executionUrl(failure.executionIds[0]),
  }
}

export function changeItem(change: Change, facts: RunFacts): Message['items'][number] {
  const failure = facts.failures.find(
    ({ caseId, language }) => caseId === change.caseId && language === change.language,
  )
  if (failure) return failureItem(failure)
  return {
    text: `${change.caseName} (${change.language})`,
    ...executionUrl(change.executionId),
  }
}

/** For machines. */
export function runData(facts: RunFacts): Message['data'] {
  const { run, git } = facts
  return {
    run: {
      id: run.id,
      name: run.name,
      status: run.status,
      mode: run.mode,
      target: run.target,
      suites: run.suites,
      counts: run.counts,
      started_at: run.started_at,
      finished_at: run.finished_at,
      url: runUrl(facts),
    },
    git,
    regressions: facts.regressions.length,
    fixed: facts.fixed.length,
  }
}

/** How many, in words: `1 case`, `7 cases`. */
export const many = (count: number, what: string, plural = `${what}s`) =>
  `${count} ${count === 1 ? what : plural}`
