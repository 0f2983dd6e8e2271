import { z } from 'zod'

import type { Statements } from '#lib/platform/jobs/enqueue.ts'

/** Confidence is kept in single precision: to five places, so that 0.9 is 0.9 again. */
const exact = z.number().transform((value) => Math.round(value * 100_000) / 100_000)

/**
 * A proven automatic verdict that a person was asked about: drawn as an audit (`share`), or because its confidence lay
 * below the cut. Facts are those of the first decision, the truth is that of the last. The view `earshot_reviewed` says which
 * they are; `reviewed_decisions` keeps its rows.
 */
export const ReviewedDecision = z.object({
  executionId: z.uuid(),
  caseId: z.uuid(),
  language: z.string(),
  targetId: z.uuid(),
  targetVersion: z.number().nullable(),
  band: z.string(),
  verdict: z.enum(['passed', 'failed']),
  /** Earshot's confidence in its verdict, 0..1 */
  confidence: exact,
  /** probability with which it was drawn as an audit; null when it was in the queue anyway */
  share: exact.nullable(),
  /** hash of the wording of its answers */
  answer: z.string(),
  /** what the last decision found; null while nobody has decided */
  truth: z.string().nullable(),
})
export type ReviewedDecision = z.output<typeof ReviewedDecision>

/** Columns of `reviewed_decisions d` under the names of `ReviewedDecision`. */
export const reviewedColumns = `d.execution_id as "executionId", d.case_id as "caseId", d.language,
  d.target_id as "targetId", d.target_version as "targetVersion", d.band, d.verdict, d.confidence, d.share, d.answer, d.truth`

/** Those of one target in one language, in the order of their executions. */
export async function readReviewedDecisions(
  db: Statements,
  organizationId: string,
  of: { targetId: string; language: string },
): Promise<ReviewedDecision[]> {
  const { rows } = await db.executeSql(
    `select ${reviewedColumns} from reviewed_decisions d
    where d.organization_id = $1::uuid and d.target_id = $2::uuid and d.language = $3
    order by d.execution_id`,
    [organizationId, of.targetId, of.language],
  )
  return z.array(ReviewedDecision).parse(rows)
}
