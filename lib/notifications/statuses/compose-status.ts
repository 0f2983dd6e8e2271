import { createHash } from 'node:crypto'

import type { CommitState, CommitStatus } from '#lib/engines/vendors/types.ts'
import { countsText } from '#lib/notifications/messages/counts-text.ts'
import { pageUrl } from '#lib/notifications/page-url.ts'
import type { RunFacts, RunGit, SuiteCounts } from '#lib/notifications/runs/run-facts.ts'

const limit = 140

/** At most 140 code points, GitHub's limit; what is cut ends in an ellipsis. */
export function cutDescription(text: string): string {
  const points = [...text.replaceAll(/\s+/g, ' ').trim()]
  return points.length <= limit ? points.join('') : `${points.slice(0, limit - 1).join('')}…`
}

/** code units of a context that GitHub and GitLab take */
const contextLimit = 255

/** A name of its own for each suite; of a long one the start, and a hash that keeps it apart from others. */
export function contextOf(prefix: string, suite: string): string {
  const whole = `${prefix}/${suite}`.toWellFormed()
  if (whole.length <= contextLimit) return whole
  const mark = createHash('sha256').update(whole).digest('hex').slice(0, 8)
  return `${whole.slice(0, contextLimit - 10).toWellFormed()}… ${mark}`.replace('\ufffd', '')
}

type Result = { state: CommitState; description: string }

/** What a suite of a run comes to. `fail_on` of the run decides what makes a commit red. */
function resultOf(facts: RunFacts, suite: SuiteCounts): Result {
  const { run } = facts
  if (run.status === 'queued' || run.status === 'running')
    return { state: 'pending', description: `Testing ${run.target.name}` }
  if (run.status === 'cancelled') return { state: 'error', description: 'The run was cancelled' }
  if (run.status === 'failed')
    return { state: 'error', description: run.failure_reason ?? 'The run could not be carried out' }
  const counts = countsText(suite)
  if (run.fail_on === 'never') return { state: 'success', description: counts }
  if (suite.failed > 0 && isRed(facts, suite)) return { state: 'failure', description: counts }
  if (suite.invalid > 0) return { state: 'error', description: counts }
  const known = suite.failed > 0 ? ' (all failed before)' : ''
  return { state: 'success', description: `${counts}${known}` }
}

function isRed({ run, failures, regressions, newFailures }: RunFacts, suite: SuiteCounts): boolean {
  if (run.fail_on === 'any') return true
  const fresh = new Set([...regressions, ...newFailures].map(({ caseId }) => caseId))
  return failures.some(({ suiteId, caseId }) => suiteId === suite.id && fresh.has(caseId))
}

/** The status of one suite: its context is stable from run to run. */
export function composeStatus(
  facts: RunFacts,
  git: RunGit,
  suite: SuiteCounts,
  prefix: string,
): CommitStatus {
  const { state, description } = resultOf(facts, suite)
  return {
    repository: git.repository,
    sha: git.sha,
    ref: git.branch ?? null,
    state,
    context: contextOf(prefix, suite.name),
    description: cutDescription(description),
    targetUrl: pageUrl('runs', facts.run.id),
  }
}
