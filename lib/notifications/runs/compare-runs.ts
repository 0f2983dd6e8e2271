import { sql } from 'drizzle-orm'
import { z } from 'zod'

import { casePriorities } from '#db/enums.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { hasOpenAudit } from '#lib/runs/results/open-audits.ts'
import type { RunView } from '#lib/runs/schema.ts'

const Row = z.object({
  kind: z.enum(['regression', 'fixed', 'new_failure']),
  case_id: z.uuid(),
  case_name: z.string(),
  priority: z.enum(casePriorities),
  language: z.string(),
  execution_id: z.uuid().nullable(),
})

/** A case in one language on one device whose result is another than before. */
export type Change = {
  caseId: string
  caseName: string
  priority: (typeof casePriorities)[number]
  language: string
  executionId: string | null
}

export type Comparison = { regressions: Change[]; fixed: Change[]; newFailures: Change[] }

/** The latest completed run before this one of the same suites on the same target in the same mode. */
export async function findPreviousRun(ctx: Ctx, run: RunView) {
  const suites = `{${run.suites.map(({ id }) => id).join(',')}}`
  const [found] = await ctx.db.execute<{ id: string; failed: number; passed: number }>(sql`
    select r.id, s.failed, s.passed from test_runs r join run_summaries s on s.run_id = r.id and r.purpose = 'test'
    where r.organization_id = ${ctx.organizationId} and r.target_id = ${run.target.id} and r.mode = ${run.mode}
      and r.status = 'completed' and r.id < ${run.id}
      and r.suite_ids @> ${suites}::uuid[] and r.suite_ids <@ ${suites}::uuid[]
    order by r.id desc limit 1`)
  return found ?? null
}

const verdicts = (runId: string | null) => sql`
  select q.case_id, q.language, q.device_profile_id, bool_or(q.verdict = 'failed') as failed,
    (array_agg(q.execution_id order by q.execution_id desc) filter (where q.verdict = 'failed'))[1] as execution_id
  from test_execution_queue q
  where q.run_id = ${runId}::uuid and q.verdict in ('passed', 'failed')
    and not ${hasOpenAudit(sql`q.execution_id`)}
  group by 1, 2, 3`

const limit = 1_000

/**
 * Cases whose verdict differs between two runs; of several repetitions one failure counts. What could not be judged in
 * a run is not compared. Without a run before, every failure is new. At most 1,000 changes, the gravest first.
 */
export async function compareRuns(
  ctx: Ctx,
  runId: string,
  previousId: string | null,
): Promise<Comparison> {
  const rows = await ctx.db.execute(sql`
    with now as (${verdicts(runId)}), before as (${verdicts(previousId)})
    select case when now.failed and before.failed is null then 'new_failure'
        when now.failed then 'regression' else 'fixed' end as kind,
      now.case_id, c.name as case_name, c.priority, now.language, now.execution_id
    from now join test_cases c on c.id = now.case_id
    left join before on before.case_id = now.case_id and before.language = now.language
      and before.device_profile_id is not distinct from now.device_profile_id
    where c.organization_id = ${ctx.organizationId}
      and (now.failed and before.failed is distinct from true or not now.failed and before.failed)
    order by array_position(array['critical', 'high', 'medium', 'low'], c.priority), c.position, now.language
    limit ${limit}`)
  const found: Comparison = { regressions: [], fixed: [], newFailures: [] }
  const lists = {
    regression: found.regressions,
    fixed: found.fixed,
    new_failure: found.newFailures,
  }
  for (const { kind, ...row } of z.array(Row).parse(rows))
    lists[kind].push({
      caseId: row.case_id,
      caseName: row.case_name,
      priority: row.priority,
      language: row.language,
      executionId: row.execution_id,
    })
  return found
}
