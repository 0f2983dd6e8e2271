import { z } from 'zod'

import type { Statements } from '#lib/platform/jobs/enqueue.ts'

const Row = z.object({
  executionId: z.uuid(),
  caseId: z.uuid(),
  language: z.string(),
  targetId: z.uuid(),
  targetName: z.string(),
  targetVersion: z.number().nullable(),
  band: z.string(),
  verdict: z.enum(['passed', 'failed']),
  confidence: z.number(),
  share: z.number().nullable(),
  answer: z.string(),
  truth: z.string().nullable(),
})

/**
 * A proven automatic verdict that a person was asked about: drawn as an audit (`share`), or because its confidence lay
 * below the cut. Facts are those of the first decision, the truth is that of the last.
 */
export type ReviewedDecision = {
  executionId: string
  caseId: string
  language: string
  target: { id: string; name: string; version: number | null }
  band: string
  verdict: 'passed' | 'failed'
  /** Earshot's confidence in its verdict, 0..1 */
  confidence: number
  /** probability with which it was drawn as an audit; null when it was in the queue anyway */
  share: number | null
  /** hash of the wording of its answers */
  answer: string
  /** what the last decision found; null while nobody has decided */
  truth: string | null
}

/** Confidence is kept in single precision: to five places, so that 0.9 is 0.9 again. */
const exact = (value: number) => Math.round(value * 100_000) / 100_000

/**
 * Reads them in the order of their executions. What people asked for themselves is no random sample and left out; so
 * are decisions from before bands were told.
 */
export async function readReviewedDecisions(
  db: Statements,
  organizationId: string,
  of: { targetId?: string; language?: string } = {},
): Promise<ReviewedDecision[]> {
  const { rows } = await db.executeSql(
    `select i.execution_id as "executionId", e.case_id as "caseId", e.language, r.target_id as "targetId",
      c.name as "targetName", r.target_version as "targetVersion", coalesce(f.band, v.band) as band,
      coalesce(f.automatic_verdict, v.automatic_verdict) as verdict,
      coalesce(f.automatic_confidence, v.automatic_confidence) as confidence,
      i.audit_share as share, coalesce(i.answer_hash, i.execution_id::text) as answer, l.verdict as truth
    from review_items i
    join voice_test_executions e on e.id = i.execution_id
    join validation_results v on v.execution_id = i.execution_id
    join test_runs r on r.id = i.run_id
    join configurations c on c.id = r.target_id
    left join lateral (select d.band, d.automatic_verdict, d.automatic_confidence, d.automatic_proven
      from review_decisions d where d.execution_id = i.execution_id order by d.id limit 1) f on true
    left join lateral (select d.verdict from review_decisions d
      where d.execution_id = i.execution_id order by d.id desc limit 1) l on true
    where i.organization_id = $1::uuid and (i.status <> 'withdrawn' or l.verdict is not null)
      and (i.audit_share is not null or i.origin = 'doubtful')
      and coalesce(f.band, v.band) is not null and coalesce(f.automatic_proven, v.proven)
      and coalesce(f.automatic_verdict, v.automatic_verdict) <> 'invalid'
      and ($2::uuid is null or r.target_id = $2::uuid) and ($3::text is null or e.language = $3::text)
    order by i.execution_id`,
    [organizationId, of.targetId ?? null, of.language ?? null],
  )
  return z
    .array(Row)
    .parse(rows)
    .map(({ targetId, targetName, targetVersion, ...row }) => ({
      ...row,
      confidence: exact(row.confidence),
      share: row.share === null ? null : exact(row.share),
      target: { id: targetId, name: targetName, version: targetVersion },
    }))
}
