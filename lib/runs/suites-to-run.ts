import { and, eq, inArray, isNull } from 'drizzle-orm'

import { testCases } from '#db/schema/suites.ts'
import type { Ctx } from '#lib/platform/context.ts'

/** Those of these suites that hold an active case. */
export async function suitesToRun(ctx: Ctx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await ctx.db
    .selectDistinct({ id: testCases.suiteId })
    .from(testCases)
    .where(
      and(
        eq(testCases.organizationId, ctx.organizationId),
        inArray(testCases.suiteId, [...ids]),
        eq(testCases.status, 'active'),
        isNull(testCases.deletedAt),
      ),
    )
  return new Set(rows.map(({ id }) => id))
}
