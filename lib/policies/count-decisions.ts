import { sql } from 'drizzle-orm'
import { z } from 'zod'

import type { Ctx } from '#lib/platform/context.ts'

const Row = z.object({
  band: z.string(),
  targetId: z.uuid(),
  targetName: z.string(),
  targetVersion: z.number().nullable(),
  language: z.string(),
  verdict: z.enum(['passed', 'failed']),
  proven: z.boolean(),
  /** to 0.01, rounded down */
  confidence: z.coerce.number(),
  count: z.number(),
})
/** Decisions of one band, verdict, proof and confidence. */
export type DecisionCount = z.output<typeof Row>

/** Figures over more decisions would take seconds to read, and say the same. */
const most = 50_000

export type DecisionFilter = {
  days: number
  suiteId?: string | undefined
  caseId?: string | undefined
}

/** Final judgements of the last days, the newest 50,000 of them; searches for robustness thresholds are left out. */
export async function countDecisions(
  ctx: Ctx,
  { days, suiteId, caseId }: DecisionFilter,
): Promise<DecisionCount[]> {
  const rows = await ctx.db.execute(sql`
    select v.band, r.target_id as "targetId", c.name as "targetName", r.target_version as "targetVersion",
      e.language, v.automatic_verdict as verdict, coalesce(v.proven, false) as proven,
      floor(v.automatic_confidence::numeric * 100) / 100 as confidence, count(*)::int as count
    from (
      select id, run_id, language from voice_test_executions
      where organization_id = ${ctx.organizationId} and is_final
        and id >= earshot_uuid_floor(now() - make_interval(days => ${days}))
        and (${suiteId ?? null}::uuid is null or suite_id = ${suiteId ?? null}::uuid)
        and (${caseId ?? null}::uuid is null or case_id = ${caseId ?? null}::uuid)
      order by id desc limit ${most}) e
    join validation_results v on v.execution_id = e.id
    join test_runs r on r.id = e.run_id and r.purpose = 'test'
    join configurations c on c.id = r.target_id
    where v.band is not null and v.automatic_verdict <> 'invalid'
    group by 1, 2, 3, 4, 5, 6, 7, 8`)
  return z.array(Row).parse(rows)
}
