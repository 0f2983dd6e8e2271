import { z } from 'zod'

import type { validationResults } from '#db/schema/executions.ts'
import { ValidationView } from '#lib/executions/schema.ts'
import { ScoreView } from '#lib/executions/score-view.ts'

/** A score as it is stored; those from before proofs were told lack them. */
const StoredScore = ScoreView.omit({ must_have: true, precedent_id: true }).extend({
  proof: ScoreView.shape.proof.default(null),
  marks: ScoreView.shape.marks.default([]),
  mustHave: z.boolean().default(false),
})

const Cites = z.object({ precedent: z.uuid() })

function scoreView(stored: z.output<typeof StoredScore>): ScoreView {
  const { mustHave, ...score } = stored
  const cited = Cites.safeParse(score.detail)
  return {
    ...score,
    must_have: mustHave,
    precedent_id: cited.success ? cited.data.precedent : null,
  }
}

/** The judgement in force, for people. */
export const validationView = (row: typeof validationResults.$inferSelect): ValidationView =>
  ValidationView.parse({
    verdict: row.verdict,
    confidence: row.confidence,
    score: row.score,
    review_status: row.reviewStatus,
    blame: row.blame,
    reason: row.reason,
    revision: row.revision,
    policy_version: row.policyVersion,
    automatic_verdict: row.automaticVerdict,
    automatic_confidence: row.automaticConfidence,
    proven: row.proven,
    band: row.band,
    band_text: row.bandText,
    doubts: row.doubts,
    twin: row.twinVerdict && { verdict: row.twinVerdict, reason: row.twinReason ?? '' },
    scores: z.array(StoredScore).parse(row.scores).map(scoreView),
  })
