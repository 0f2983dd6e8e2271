import { and, eq, gte, inArray, sql } from 'drizzle-orm'

import { testMetrics } from '#db/schema/metrics.ts'
import type { Ctx } from '#lib/platform/context.ts'

export type SuiteVerdicts = { passed: number; failed: number; invalid: number }

/** Verdicts of each suite over the last `days` UTC days, from the roll-up; a suite without any is left out. */
export async function suiteVerdicts(
  ctx: Ctx,
  suiteIds: string[],
  { days = 14, now = new Date() }: { days?: number; now?: Date } = {},
): Promise<Map<string, SuiteVerdicts>> {
  if (suiteIds.length === 0) return new Map()
  const first = new Date(now.getTime() - (days - 1) * 86_400_000).toISOString().slice(0, 10)
  const rows = await ctx.db
    .select({
      suiteId: testMetrics.suiteId,
      passed: sql<number>`sum(${testMetrics.passed})::int`,
      failed: sql<number>`sum(${testMetrics.failed})::int`,
      invalid: sql<number>`sum(${testMetrics.invalid})::int`,
    })
    .from(testMetrics)
    .where(
      and(
        eq(testMetrics.organizationId, ctx.organizationId),
        gte(testMetrics.day, first),
        inArray(testMetrics.suiteId, suiteIds),
      ),
    )
    .groupBy(testMetrics.suiteId)
  return new Map(rows.map(({ suiteId, ...counts }) => [suiteId, counts]))
}
