import { z } from 'zod'

import type { Ctx } from '#lib/platform/context.ts'
import { withinCtx, type Statements } from '#lib/platform/jobs/enqueue.ts'
import { counted, judged, keepDecisions, scope, scopeOf } from '#lib/policies/keep-decisions.ts'

const DecisionCount = z.object({
  band: z.string(),
  targetId: z.uuid(),
  targetVersion: z.number().nullable(),
  language: z.string(),
  verdict: z.enum(['passed', 'failed']),
  proven: z.boolean(),
  /** to 0.01, rounded down */
  confidence: z.number(),
  count: z.number(),
})
/** Decisions of one band, verdict, proof and confidence. */
export type DecisionCount = z.output<typeof DecisionCount>

export type DecisionFilter = {
  days: number
  suiteId?: string | undefined
  caseId?: string | undefined
}

const Counts = z.object({ missing: z.array(z.uuid()), counts: z.array(DecisionCount) })

const grouped = `
  select c.band, s.target_id as "targetId", s.target_version as "targetVersion", c.language, c.verdict, c.proven,
    c.confidence, sum(c.count)::int as count`

async function readKept(db: Statements, values: unknown[]): Promise<z.output<typeof Counts>> {
  const { rows } = await db.executeSql(
    `with ${scope}, kept as (
      select s.*, d.counts from scope s left join decision_counts d on d.run_id = s.id and d.state = s.state
    )
    select (select coalesce(jsonb_agg(k.id), '[]') from kept k where k.counts is null) as missing,
      (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from (
        ${grouped}
        from kept s, jsonb_to_recordset(s.counts) as c(suite_id uuid, language text, band text, verdict text,
          proven boolean, confidence numeric, count int)
        where $3::uuid is null or c.suite_id = $3::uuid
        group by 1, 2, 3, 4, 5, 6, 7) t) as counts`,
    values,
  )
  return Counts.parse(rows[0])
}

const scopeOfCase = scopeOf('(select suite_id from test_cases where id = $3::uuid)')

/** Those of one case are few, and read as they are. */
async function readOfCase(db: Statements, organizationId: string, days: number, caseId: string) {
  const { rows } = await db.executeSql(
    `with ${scopeOfCase}
    ${grouped}
    from scope s, lateral (
      select ${counted}
      from voice_test_executions e join validation_results v on v.execution_id = e.id
      where e.run_id = s.id and e.case_id = $3::uuid and ${judged}
      group by 1, 2, 3, 4, 5) c
    group by 1, 2, 3, 4, 5, 6, 7`,
    [organizationId, days, caseId],
  )
  return z.array(DecisionCount.extend({ confidence: z.coerce.number() })).parse(rows)
}

/**
 * Final automatic judgements of the newest runs that have ended in the last days, whole runs until they hold 50,000 items;
 * searches for robustness thresholds are left out. Counts of a run are kept, those of a case are not.
 */
export async function countDecisions(
  ctx: Ctx,
  { days, suiteId, caseId }: DecisionFilter,
): Promise<DecisionCount[]> {
  const db = withinCtx(ctx)
  const values = [ctx.organizationId, days, suiteId ?? null]
  if (caseId !== undefined) return readOfCase(db, ctx.organizationId, days, caseId)
  let read = await readKept(db, values)
  // Again only when a run changed just now.
  for (let turn = 0; read.missing.length > 0 && turn < 3; turn++) {
    await keepDecisions(db, values, read.missing)
    read = await readKept(db, values)
  }
  return read.counts
}
