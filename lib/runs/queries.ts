import { and, desc, eq, inArray, lt, sql, type SQL } from 'drizzle-orm'

import { runSummaries, testExecutionQueue, testRuns } from '#db/schema/runs.ts'
import { testSuites } from '#db/schema/suites.ts'
import { configurations } from '#db/schema/targets.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { NotFoundError } from '#lib/platform/errors.ts'
import { isOpen } from '#lib/runs/lock-run.ts'
import { listeningCounts } from '#lib/runs/results/spoken-verified.ts'
import type { RunCounts, RunView } from '#lib/runs/schema.ts'

const iso = (date: Date | null) => date?.toISOString() ?? null

/** Throws `NotFoundError` unless the run is the organization's own. */
export async function getRunRow(ctx: Ctx, id: string) {
  const [run] = await ctx.db
    .select()
    .from(testRuns)
    .where(and(eq(testRuns.id, id), eq(testRuns.organizationId, ctx.organizationId)))
  if (!run) throw new NotFoundError('run', id)
  return run
}

// Items under way are few (the concurrency limits), so they are counted; all else is in the summary.
const running = sql<number>`(
  select count(*)::int from ${testExecutionQueue} q
  where q.run_id = ${testRuns.id} and q.status = 'running' and q.admitted_at is not null)`

const selection = {
  run: testRuns,
  summary: runSummaries,
  targetName: configurations.name,
  running,
}

type Row = {
  run: typeof testRuns.$inferSelect
  summary: typeof runSummaries.$inferSelect
  targetName: string
  running: number
}

function counts({ summary, running, run }: Row): RunCounts {
  const done = summary.passed + summary.failed + summary.invalid + summary.cancelled
  const open = isOpen(run)
  return {
    total: summary.total,
    pending: open ? Math.max(0, summary.total - done - running) : 0,
    running: open ? running : 0,
    passed: summary.passed,
    failed: summary.failed,
    invalid: summary.invalid,
    cancelled: summary.cancelled,
    manual_review: summary.manualReview,
    passed_after_retry: summary.passedAfterRetry,
  }
}

function remainingMs(row: Row, view: RunCounts): number | null {
  const { startedAt, status, pausedAt } = row.run
  const done = view.passed + view.failed + view.invalid
  if (status !== 'running' || pausedAt || !startedAt || done === 0) return null
  return Math.round(((Date.now() - startedAt.getTime()) / done) * (view.pending + view.running))
}

function toView(row: Row, suites: Map<string, string>): RunView {
  const { run, summary } = row
  const view = counts(row)
  return {
    id: run.id,
    name: run.name,
    status: run.status,
    paused: run.pausedAt !== null && isOpen(run),
    mode: run.mode,
    purpose: run.purpose,
    target: { id: run.targetId, name: row.targetName },
    suites: run.suiteIds.map((id) => ({ id, name: suites.get(id) ?? 'deleted suite' })),
    counts: view,
    mean_response_ms:
      summary.responseCount === 0
        ? null
        : Math.round(summary.responseMsSum / summary.responseCount),
    priority: run.priority,
    fail_on: run.failOn,
    order: run.itemOrder,
    trigger: run.trigger as Record<string, unknown>,
    git: run.git as Record<string, unknown> | null,
    failure_reason: run.failureReason,
    created_at: run.createdAt.toISOString(),
    started_at: iso(run.startedAt),
    finished_at: iso(run.finishedAt),
    estimated_remaining_ms: remainingMs(row, view),
  }
}

async function toViews(ctx: Ctx, rows: Row[]): Promise<RunView[]> {
  const ids = [...new Set(rows.flatMap(({ run }) => run.suiteIds))]
  const suites =
    ids.length === 0
      ? []
      : await ctx.db
          .select({ id: testSuites.id, name: testSuites.name })
          .from(testSuites)
          .where(inArray(testSuites.id, ids))
  const names = new Map(suites.map(({ id, name }) => [id, name]))
  return rows.map((row) => toView(row, names))
}

function selectRuns(ctx: Ctx, ...conditions: (SQL | undefined)[]) {
  return ctx.db
    .select(selection)
    .from(testRuns)
    .innerJoin(runSummaries, eq(runSummaries.runId, testRuns.id))
    .innerJoin(configurations, eq(configurations.id, testRuns.targetId))
    .where(and(eq(testRuns.organizationId, ctx.organizationId), ...conditions))
}

/** Throws `NotFoundError`. What listening found is told once the run has ended: it is counted over all executions. */
export async function getRun(ctx: Ctx, id: string): Promise<RunView> {
  const [view] = await toViews(ctx, await selectRuns(ctx, eq(testRuns.id, id)))
  if (!view) throw new NotFoundError('run', id)
  return view.finished_at === null ? view : { ...view, ...(await listeningCounts(ctx, id)) }
}

export type RunFilter = {
  limit?: number
  /** the last id of the page before */
  cursor?: string | undefined
  suiteId?: string | undefined
  status?: RunView['status'] | undefined
}

/** Newest first; `next_cursor` is null on the last page. */
export async function listRuns(
  ctx: Ctx,
  { limit = 50, cursor, suiteId, status }: RunFilter = {},
): Promise<{ data: RunView[]; next_cursor: string | null }> {
  const rows = await selectRuns(
    ctx,
    eq(testRuns.purpose, 'test'),
    cursor ? lt(testRuns.id, cursor) : undefined,
    suiteId ? sql`${testRuns.suiteIds} @> array[${suiteId}]::uuid[]` : undefined,
    status ? eq(testRuns.status, status) : undefined,
  )
    .orderBy(desc(testRuns.id))
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  return {
    data: await toViews(ctx, page),
    next_cursor: rows.length > limit ? (page.at(-1)?.run.id ?? null) : null,
  }
}
