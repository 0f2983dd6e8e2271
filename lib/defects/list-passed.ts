import { sql } from 'drizzle-orm'

import type { Passed } from '#lib/defects/record-passes.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { hasOpenAudit } from '#lib/runs/results/open-audits.ts'

/**
 * Cases that were judged in a run and failed in no repetition of a language. A pass that waits for a person, or for
 * a blind audit, is none yet.
 */
export async function listPassed(ctx: Ctx, runId: string): Promise<Passed[]> {
  const rows = await ctx.db.execute<{ case_id: string; language: string }>(sql`
    select q.case_id, q.language from test_execution_queue q
    join voice_test_executions e on e.id = q.execution_id
    where q.run_id = ${runId} and q.organization_id = ${ctx.organizationId} and q.verdict in ('passed', 'failed')
    group by 1, 2 having not bool_or(q.verdict = 'failed')
      and bool_or(e.review_status <> 'manual_review' and not ${hasOpenAudit(sql`q.execution_id`)})`)
  return rows.map((row) => ({ caseId: row.case_id, language: row.language }))
}
