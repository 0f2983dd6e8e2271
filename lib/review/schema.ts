import { z } from 'zod'

import { decisions, reviewItemStatuses, reviewReasons, verdicts } from '#db/enums.ts'
import { ExecutionView } from '#lib/runs/schema.ts'

/**
 * A person's judgement. `verdict` is what they found; `decision` follows from it (`approved`: the automatic verdict
 * was right) and is refused when the two contradict each other.
 */
export const DecideReviewInput = z
  .strictObject({
    decision: z.enum(decisions).optional(),
    verdict: z.enum(verdicts).optional(),
    notes: z.string().trim().max(5_000).default(''),
  })
  .refine((value) => value.decision !== undefined || value.verdict !== undefined, {
    message: 'needs a verdict or a decision',
    path: ['verdict'],
  })
export type DecideReviewInput = z.input<typeof DecideReviewInput>

export const ReviewFilter = z.object({
  status: z.enum(reviewItemStatuses).default('pending'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.uuid().optional(),
})
export type ReviewFilter = z.input<typeof ReviewFilter>

/** A row of the queue. */
export const ReviewItemView = z.object({
  id: z.uuid(),
  execution_id: z.uuid(),
  run_id: z.uuid(),
  run_name: z.string(),
  case_name: z.string(),
  language: z.string(),
  reason: z.enum(reviewReasons),
  status: z.enum(reviewItemStatuses),
  /** null in a blind audit that is still open */
  automatic_verdict: z.enum(verdicts).nullable(),
  confidence: z.number().nullable(),
  claimed_by: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  lease_expires_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
})
export type ReviewItemView = z.output<typeof ReviewItemView>

/** What a reviewer works on. In a blind audit the automatic judgement is left out. */
export const ReviewTaskView = z.object({
  item: ReviewItemView,
  execution: ExecutionView.extend({ validation: ExecutionView.shape.validation.nullable() }),
})
export type ReviewTaskView = z.output<typeof ReviewTaskView>
