import { and, asc, desc, eq, isNotNull, lt, lte, sql } from 'drizzle-orm'

import { breakPointSearches } from '#db/schema/robustness.ts'
import { testExecutionQueue, testRuns } from '#db/schema/runs.ts'
import { testCases } from '#db/schema/suites.ts'
import { configurations } from '#db/schema/targets.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { NotFoundError } from '#lib/platform/errors.ts'
import { wilson } from '#lib/platform/statistics/intervals.ts'
import {
  type ProbeView,
  type SearchDetailView,
  SearchPlan,
  type SearchView,
  StoredProbes,
} from '#lib/robustness/schema.ts'

const selectSearches = (ctx: Ctx) =>
  ctx.db
    .select({
      search: breakPointSearches,
      run: { status: testRuns.status, failureReason: testRuns.failureReason },
      testCase: { id: testCases.id, name: testCases.name, suite_id: testCases.suiteId },
      target: { id: configurations.id, name: configurations.name },
    })
    .from(breakPointSearches)
    .innerJoin(testRuns, eq(testRuns.id, breakPointSearches.runId))
    .innerJoin(testCases, eq(testCases.id, breakPointSearches.caseId))
    .innerJoin(configurations, eq(configurations.id, breakPointSearches.targetId))

type Row = Awaited<ReturnType<typeof selectSearches>>[number]

const toView = ({ search, run, testCase, target }: Row): SearchView => ({
  id: search.id,
  run_id: search.runId,
  case: testCase,
  target,
  language: search.language,
  axis: search.axis,
  plan: SearchPlan.parse(search.plan),
  status: run.status,
  outcome: search.outcome,
  break_point: search.breakPoint,
  passes_at: search.passesAt,
  fails_at: search.failsAt,
  failure_reason: run.failureReason,
  created_at: search.createdAt.toISOString(),
  finished_at: search.finishedAt?.toISOString() ?? null,
})

const ours = (ctx: Ctx) => eq(breakPointSearches.organizationId, ctx.organizationId)

export type SearchFilter = {
  limit?: number
  cursor?: string | undefined
  caseId?: string | undefined
  runId?: string | undefined
}

/** Newest first; `next_cursor` is null on the last page. */
export async function listSearches(
  ctx: Ctx,
  { limit = 50, cursor, caseId, runId }: SearchFilter = {},
) {
  const rows = await selectSearches(ctx)
    .where(
      and(
        ours(ctx),
        cursor ? lt(breakPointSearches.id, cursor) : undefined,
        caseId ? eq(breakPointSearches.caseId, caseId) : undefined,
        runId ? eq(breakPointSearches.runId, runId) : undefined,
      ),
    )
    .orderBy(desc(breakPointSearches.id))
    .limit(limit + 1)
  const data = rows.slice(0, limit).map(toView)
  return { data, next_cursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null }
}

async function probesOf(ctx: Ctx, { search }: Row): Promise<ProbeView[]> {
  const items = await ctx.db
    .select({
      profileId: testExecutionQueue.deviceProfileId,
      execution_id: testExecutionQueue.executionId,
      status: testExecutionQueue.status,
      verdict: testExecutionQueue.verdict,
    })
    .from(testExecutionQueue)
    .where(eq(testExecutionQueue.runId, search.runId))
    .orderBy(asc(testExecutionQueue.id))
  const probes = StoredProbes.parse(search.probes).map(({ level, profile_ids }): ProbeView => {
    const tries = items.flatMap(({ profileId, ...item }) =>
      profileId !== null && profile_ids.includes(profileId) ? [item] : [],
    )
    const count = (wanted: string) => tries.filter(({ verdict }) => verdict === wanted).length
    const [passed, failed, invalid] = [count('passed'), count('failed'), count('invalid')]
    const judged = passed + failed
    const { low, high } = judged > 0 ? wilson(passed, judged) : { low: null, high: null }
    return {
      ...{ level, passed, failed, invalid, low, high },
      open: profile_ids.length - judged - invalid,
      pass_rate: judged > 0 ? passed / judged : null,
      tries,
    }
  })
  const { from, to } = SearchPlan.parse(search.plan)
  return probes.sort((a, b) => (from < to ? a.level - b.level : b.level - a.level))
}

/** Robustness thresholds of the same case, language and target on the same axis under the same conditions, oldest first. */
async function trendOf(ctx: Ctx, { search }: Row): Promise<SearchDetailView['trend']> {
  const { caseId, targetId, language, axis, plan } = search
  const { noise, base } = SearchPlan.parse(plan)
  const rows = await ctx.db
    .select()
    .from(breakPointSearches)
    .where(
      and(
        ours(ctx),
        eq(breakPointSearches.caseId, caseId),
        eq(breakPointSearches.targetId, targetId),
        eq(breakPointSearches.language, language),
        eq(breakPointSearches.axis, axis),
        isNotNull(breakPointSearches.breakPoint),
        lte(breakPointSearches.id, search.id),
        sql`${breakPointSearches.plan} -> 'base' = ${JSON.stringify(base)}::jsonb`,
        axis === 'snr' ? sql`${breakPointSearches.plan} ->> 'noise' = ${noise}` : undefined,
      ),
    )
    .orderBy(desc(breakPointSearches.id))
    .limit(100)
  return rows
    .flatMap(({ id, breakPoint, passesAt, failsAt, finishedAt }) =>
      breakPoint !== null && passesAt !== null && failsAt !== null && finishedAt !== null
        ? [
            {
              id,
              finished_at: finishedAt.toISOString(),
              break_point: breakPoint,
              passes_at: passesAt,
              fails_at: failsAt,
            },
          ]
        : [],
    )
    .reverse()
}

export async function getSearch(ctx: Ctx, id: string): Promise<SearchDetailView> {
  const [row] = await selectSearches(ctx).where(and(ours(ctx), eq(breakPointSearches.id, id)))
  if (!row) throw new NotFoundError('search', id)
  const [probes, trend] = [await probesOf(ctx, row), await trendOf(ctx, row)]
  return { ...toView(row), probes, trend }
}
