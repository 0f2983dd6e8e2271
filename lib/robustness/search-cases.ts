import { and, asc, desc, eq, ilike, isNull, or, sql } from 'drizzle-orm'

import { testCaseLanguages, testCases, testSuites } from '#db/schema/suites.ts'
import type { Ctx } from '#lib/platform/context.ts'
import type { CaseChoice } from '#lib/robustness/schema.ts'

export type CaseQuery = {
  /** part of the name or key of a case, or of its suite's name; nothing finds all */
  text?: string
  id?: string
  limit?: number
}

/** Cases in which a robustness threshold can be looked for: those that are active, in the order of suites and cases. */
export async function searchCases(
  ctx: Ctx,
  { text = '', id, limit = 20 }: CaseQuery,
): Promise<CaseChoice[]> {
  const like = `%${text.trim().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return ctx.db
    .select({
      id: testCases.id,
      name: testCases.name,
      suite: testSuites.name,
      languages: sql<
        string[]
      >`array_agg(${testCaseLanguages.language} order by ${testCaseLanguages.language})`,
    })
    .from(testCases)
    .innerJoin(testSuites, eq(testSuites.id, testCases.suiteId))
    .innerJoin(testCaseLanguages, eq(testCaseLanguages.caseId, testCases.id))
    .where(
      and(
        eq(testCases.organizationId, ctx.organizationId),
        eq(testCases.status, 'active'),
        isNull(testCases.deletedAt),
        isNull(testSuites.deletedAt),
        id === undefined ? undefined : eq(testCases.id, id),
        or(ilike(testCases.name, like), ilike(testCases.key, like), ilike(testSuites.name, like)),
      ),
    )
    .groupBy(testCases.id, testSuites.id)
    .orderBy(desc(ilike(testCases.name, like)), asc(testSuites.name), asc(testCases.position))
    .limit(limit)
}
