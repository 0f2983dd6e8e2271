import { and, count, eq, gte, inArray, sql } from 'drizzle-orm'

import { dailyTotals } from '#db/schema/metrics.ts'
import { workers } from '#db/schema/platform.ts'
import { testRuns } from '#db/schema/runs.ts'
import type { DayView, OverviewView } from '#lib/insights/overview/schema.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { percentile } from '#lib/platform/format/latency-bins.ts'
import { countOpenReviews } from '#lib/review/queries.ts'
import { listRuns } from '#lib/runs/queries.ts'

const dayMs = 86_400_000

type Sum = {
  passed: number
  failed: number
  invalid: number
  passedAfterRetry: number
  responseBins: number[]
}

const nothing = (): Sum => ({
  ...{ passed: 0, failed: 0, invalid: 0, passedAfterRetry: 0 },
  responseBins: [],
})

function add(sum: Sum, day: Sum): void {
  sum.passed += day.passed
  sum.failed += day.failed
  sum.invalid += day.invalid
  sum.passedAfterRetry += day.passedAfterRetry
  day.responseBins.forEach((value, bin) => {
    sum.responseBins[bin] = (sum.responseBins[bin] ?? 0) + value
  })
}

const figures = ({ passed, failed, invalid, responseBins }: Sum) => ({
  passed,
  failed,
  invalid,
  pass_rate: passed + failed === 0 ? null : passed / (passed + failed),
  p50_response_ms: percentile(responseBins, 0.5),
  p95_response_ms: percentile(responseBins, 0.95),
})

async function activeRuns(ctx: Ctx): Promise<number> {
  const [row] = await ctx.db
    .select({ n: count() })
    .from(testRuns)
    .where(
      and(
        eq(testRuns.organizationId, ctx.organizationId),
        inArray(testRuns.status, ['queued', 'running']),
      ),
    )
  return row?.n ?? 0
}

async function livingWorkers(ctx: Ctx): Promise<OverviewView['workers']> {
  const [row] = await ctx.db
    .select({
      alive: count(),
      in_flight: sql<number>`coalesce(sum(${workers.inFlight}), 0)::int`,
    })
    .from(workers)
    .where(gte(workers.seenAt, sql`now() - interval '20 seconds'`))
  return row ?? { alive: 0, in_flight: 0 }
}

async function daysSince(ctx: Ctx, first: string) {
  return ctx.db
    .select({
      day: dailyTotals.day,
      passed: dailyTotals.passed,
      failed: dailyTotals.failed,
      invalid: dailyTotals.invalid,
      passedAfterRetry: dailyTotals.passedAfterRetry,
      responseBins: dailyTotals.responseBins,
    })
    .from(dailyTotals)
    .where(and(eq(dailyTotals.organizationId, ctx.organizationId), gte(dailyTotals.day, first)))
}

type OverviewOptions = {
  days?: number
  now?: Date
  /** where somebody counts them anyway */
  openReviews?: Promise<number>
}

/** What the first page shows: the last `days` UTC days (from the roll-up, never from executions), and what is open now. */
export async function getOverview(
  ctx: Ctx,
  { days = 14, now = new Date(), openReviews }: OverviewOptions = {},
): Promise<OverviewView> {
  const names = Array.from({ length: days }, (_, index) =>
    new Date(now.getTime() - (days - 1 - index) * dayMs).toISOString().slice(0, 10),
  )
  const [rows, reviews, active, alive, latest] = await Promise.all([
    daysSince(ctx, names[0] ?? ''),
    openReviews ?? countOpenReviews(ctx),
    activeRuns(ctx),
    livingWorkers(ctx),
    listRuns(ctx, { limit: 8 }),
  ])
  const total = nothing()
  const byDay = new Map(rows.map((row) => [row.day, row]))
  for (const row of rows) add(total, row)
  return {
    days: names.map((day): DayView => ({ day, ...figures(byDay.get(day) ?? nothing()) })),
    totals: { ...figures(total), passed_after_retry: total.passedAfterRetry },
    open_reviews: reviews,
    active_runs: active,
    workers: alive,
    latest_runs: latest.data,
  }
}
