import { sql } from 'drizzle-orm'
import { z } from 'zod'

import { casePriorities } from '#db/enums.ts'
import { failingValidator } from '#lib/engines/validation/failing-validator.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { hasOpenAudit } from '#lib/runs/results/open-audits.ts'

const FailedScores = z
  .array(
    z.object({
      validator: z.string(),
      pass: z.boolean(),
      weight: z.number(),
      mustHave: z.boolean().optional().catch(undefined),
      proof: z.enum(['right', 'wrong', 'unproven']).optional().catch(undefined),
    }),
  )
  .catch([])

const Row = z.object({
  case_id: z.uuid(),
  suite_id: z.uuid(),
  case_name: z.string(),
  priority: z.enum(casePriorities),
  language: z.string(),
  blame: z.string().nullable(),
  reason: z.string(),
  scores: FailedScores,
  execution_ids: z.array(z.uuid()),
  decided: z.boolean(),
})

/** A case that failed in one language for one reason, in one run. */
export type FailedCase = {
  caseId: string
  suiteId: string
  caseName: string
  priority: (typeof casePriorities)[number]
  language: string
  blame: string | null
  /** the validator that decided */
  validator: string | null
  reason: string
  /** the latest first */
  executionIds: string[]
  /** nobody has to look at it any more: the verdict is automatic and sure, or a person's */
  decided: boolean
  /** it was too late by a clock that our own side, busy as it was, may have held up */
  lateByUs: boolean
}

const timed = new Set(['response_time', 'final_answer', 'dead_air'])
const isLateByUs = ({ blame, scores }: z.output<typeof Row>) =>
  blame === 'latency' &&
  scores.some(({ validator, proof }) => timed.has(validator) && proof === 'unproven')

const limit = 500

/**
 * Failed cases of a run, the most important first, at most 500. One whose blind audit is open is only counted: it is told
 * when somebody has decided it.
 */
export async function listFailures(ctx: Ctx, runId: string): Promise<FailedCase[]> {
  const rows = await ctx.db.execute(sql`
    select e.case_id, e.suite_id, c.name as case_name, c.priority, e.language, e.blame,
      e.review_status <> 'manual_review' as decided,
      (array_agg(v.reason order by e.id desc))[1] as reason,
      (array_agg(v.scores order by e.id desc))[1] as scores,
      (array_agg(e.id order by e.id desc))[1:200] as execution_ids
    from test_execution_queue q
    join voice_test_executions e on e.id = q.execution_id
    join validation_results v on v.execution_id = e.id
    join test_cases c on c.id = e.case_id
    where q.run_id = ${runId} and q.organization_id = ${ctx.organizationId} and q.verdict = 'failed'
      and not ${hasOpenAudit(sql`q.execution_id`)}
    group by e.case_id, e.suite_id, c.name, c.priority, c.position, e.language, e.blame, decided
    order by array_position(array['critical', 'high', 'medium', 'low'], c.priority), c.position, e.language
    limit ${limit}`)
  return z
    .array(Row)
    .parse(rows)
    .map((row) => ({
      caseId: row.case_id,
      suiteId: row.suite_id,
      caseName: row.case_name,
      priority: row.priority,
      language: row.language,
      blame: row.blame,
      validator: failingValidator(row.scores),
      reason: row.reason,
      executionIds: row.execution_ids,
      decided: row.decided,
      lateByUs: isLateByUs(row),
    }))
}
