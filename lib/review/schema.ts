import { z } from 'zod'

import { decisions, reviewItemStatuses, reviewReasons, verdicts } from '#db/enums.ts'
import { ExecutionView } from '#lib/executions/schema.ts'

/**
 * A person's judgement. `verdict` is what they found; `decision` follows from it (`approved`: the automatic verdict
 * was right) and is refused when the two contradict each other. A blind audit needs the verdict, and `decision` says
 * nothing there: nobody can agree with what they have not been told.
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

/** A decision over the API; whoever goes on reviewing gets the next item with the answer. */
export const DecideAndClaimInput = DecideReviewInput.safeExtend({
  claim_next: z
    .strictObject({ skip: z.array(z.uuid()).max(200).default([]) })
    .optional()
    .meta({ description: 'Reserve the next free item too, but none of those in skip' }),
}).meta({ id: 'DecideReview' })

export const ReviewFilter = z.object({
  status: z.enum(reviewItemStatuses).default('pending'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.uuid().optional(),
})
export type ReviewFilter = z.input<typeof ReviewFilter>

/** A row of the queue. */
export const ReviewItemView = z
  .object({
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
    /** of the automatic verdict */
    confidence: z.number().nullable(),
    claimed_by: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    lease_expires_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'ReviewItem' })
export type ReviewItemView = z.output<typeof ReviewItemView>

/** What a reviewer works on. In a blind audit the automatic judgement is left out. */
export const ReviewTaskView = z
  .object({ item: ReviewItemView, execution: ExecutionView })
  .meta({ id: 'ReviewTask' })
export type ReviewTaskView = z.output<typeof ReviewTaskView>

/** The item that a reviewer has claimed, null when none is free, and how many wait, this one included. */
export type NextReview = { task: ReviewTaskView | null; remaining: number }

/** A decided item; `next` only when it was asked for. */
export const DecidedReviewView = ReviewItemView.extend({
  next: ReviewTaskView.nullable().optional().meta({
    description:
      'With claim_next: the item that is reserved now, or null when none is free. Absent when it could not be reserved: the decision is recorded, ask POST /api/v1/reviews/claim',
  }),
}).meta({ id: 'DecidedReview' })

const Coefficient = z.number().min(-1).max(1).nullable()

/** How far two sides agree, chance taken out. */
const AgreementFigures = z.object({
  executions: z.number().int(),
  /** those on which all said the same */
  agreed: z.number().int(),
  /** 1 for perfect agreement, 0 for chance; null when nothing could disagree */
  coefficient: Coefficient,
  /** 95 % interval; null for too few */
  low: Coefficient,
  high: Coefficient,
  /** by Landis and Koch */
  word: z.enum(['poor', 'slight', 'fair', 'moderate', 'substantial', 'almost perfect']).nullable(),
})
export type AgreementFigures = z.output<typeof AgreementFigures>

export const AgreementView = z.object({
  /** Cohen's kappa of the automatic verdict and a person's last one, over all decisions */
  earshot: AgreementFigures,
  /** the same over blind audits alone, a fair sample of what was decided automatically */
  audits: AgreementFigures,
  /** Krippendorff's alpha over executions that several people decided */
  people: AgreementFigures.extend({ reviewers: z.number().int() }),
})
export type AgreementView = z.output<typeof AgreementView>
