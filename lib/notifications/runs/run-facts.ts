import { sql } from 'drizzle-orm'
import { z } from 'zod'

import type { CasePriority } from '#db/enums.ts'
import { type Change, compareRuns, findPreviousRun } from '#lib/notifications/runs/compare-runs.ts'
import { type FailedCase, listFailures } from '#lib/notifications/runs/list-failures.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { NotFoundError } from '#lib/platform/errors.ts'
import { getRun } from '#lib/runs/queries.ts'
import type { RunView } from '#lib/runs/schema.ts'

/** Where a run's commit is. A CI run carries it; what `startRun` accepts. */
export const RunGit = z.object({
  provider: z.string(),
  repository: z.string(),
  sha: z.string(),
  branch: z.string().optional(),
  pull_request: z.number().int().optional(),
})
export type RunGit = z.output<typeof RunGit>

export type SuiteCounts = {
  id: string
  name: string
  passed: number
  failed: number
  invalid: number
  total: number
}

/** Everything that statuses, messages and rules say of a run. */
export type RunFacts = {
  run: RunView
  git: RunGit | null
  /** the connection whose delivery started it */
  connectionId: string | null
  suites: SuiteCounts[]
  /** cases that failed, the most important first; at most 500 */
  failures: FailedCase[]
  /** what differs from the run before it of the same suites on the same target; null when there is none */
  previous: { id: string; failed: number; passed: number } | null
  /** passed before, fails now */
  regressions: Change[]
  /** failed before, passes now */
  fixed: Change[]
  /** fails now and was not judged before */
  newFailures: Change[]
}

type CountRow = {
  suite_id: string
  passed: number
  failed: number
  invalid: number
  total: number
}

async function countSuites(ctx: Ctx, run: RunView): Promise<SuiteCounts[]> {
  const rows = await ctx.db.execute<CountRow>(sql`
    select suite_id, count(*)::int as total,
      (count(*) filter (where verdict = 'passed'))::int as passed,
      (count(*) filter (where verdict = 'failed'))::int as failed,
      (count(*) filter (where verdict = 'invalid'))::int as invalid
    from test_execution_queue where run_id = ${run.id} group by suite_id`)
  const counts = new Map(rows.map((row) => [row.suite_id, row]))
  return run.suites.map(({ id, name }) => {
    const row = counts.get(id)
    return {
      id,
      name,
      passed: row?.passed ?? 0,
      failed: row?.failed ?? 0,
      invalid: row?.invalid ?? 0,
      total: row?.total ?? 0,
    }
  })
}

const Trigger = z.object({ connection_id: z.uuid().optional().catch(undefined) })

const unchanged = { previous: null, regressions: [], fixed: [], newFailures: [] }

async function comparison(ctx: Ctx, run: RunView) {
  if (run.status !== 'completed') return unchanged
  const previous = await findPreviousRun(ctx, run)
  return { previous, ...(await compareRuns(ctx, run.id, previous?.id ?? null)) }
}

/** Reads the facts of a run; throws `NotFoundError`. */
export async function getRunFacts(ctx: Ctx, runId: string): Promise<RunFacts> {
  const run = await getRun(ctx, runId)
  const git = run.git === null ? null : RunGit.safeParse(run.git)
  const [suites, failures, changes] = [
    await countSuites(ctx, run),
    await listFailures(ctx, runId),
    await comparison(ctx, run),
  ]
  return {
    run,
    git: git?.success ? git.data : null,
    connectionId: Trigger.parse(run.trigger).connection_id ?? null,
    suites,
    failures,
    ...changes,
  }
}

/** The same, null when the run is gone. */
export async function findRunFacts(ctx: Ctx, runId: string): Promise<RunFacts | null> {
  try {
    const facts = await getRunFacts(ctx, runId)
    // What a search makes fail is no news to anybody.
    return facts.run.purpose === 'search' ? null : facts
  } catch (error) {
    if (error instanceof NotFoundError) return null
    throw error
  }
}

const ranks: Record<CasePriority, number> = { critical: 3, high: 2, medium: 1, low: 0 }

/** The gravest of some priorities, `low` when there is none. */
export const gravest = (priorities: readonly CasePriority[]): CasePriority =>
  priorities.reduce<CasePriority>((worst, one) => (ranks[one] > ranks[worst] ? one : worst), 'low')

export const isAtLeast = (priority: CasePriority, threshold: CasePriority): boolean =>
  ranks[priority] >= ranks[threshold]

/** Passed share of what was judged, 0..1; null when nothing was. */
export function passRate({ counts }: Pick<RunView, 'counts'>): number | null {
  const judged = counts.passed + counts.failed
  return judged === 0 ? null : counts.passed / judged
}
