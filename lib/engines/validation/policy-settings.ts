import { z } from 'zod'

import { meaningEngines } from '#db/enums.ts'
import type { BandState, ValidationPolicy } from '#lib/engines/validation/policy.ts'

const Share = z.number().min(0).max(1)
/** Above 1 no verdict is sure enough: every one goes to a person. */
const Cut = z.number().min(0).max(1.01)

/** Thresholds of an engine of meaning, calibrated on labelled pairs of one language. */
const MeaningCutSettings = z
  .strictObject({
    engine: z.string().trim().min(1).max(200),
    model: z.string().trim().min(1).max(200),
    language: z.string().trim().min(2).max(35),
    same: z.number().min(-1).max(1).nullable().default(null),
    different: z.number().min(-1).max(1).nullable().default(null),
  })
  .refine(({ same, different }) => same === null || different === null || different < same, {
    path: ['different'],
    message: 'must be below same',
  })

/** A validation policy as people write it: a file for `earshot judge`, a form, a row of `validation_policies`. */
export const PolicySettings = z.strictObject({
  /** orders the queue and says which way an unproven likeness leans; it proves nothing */
  similarity_threshold: Share.default(0.85),
  /** confidence from which a proven verdict needs no person, where reviews have earned nothing else */
  auto_pass_confidence: Cut.default(0.9),
  auto_fail_confidence: Cut.default(0.9),
  /** share of the automatic verdicts drawn as blind audits */
  audit_share: Share.default(0.02),
  /** off: the likelier verdict decides, whatever is proven */
  human_review: z.boolean().default(true),
  /** weight of a validator in the score, by its kind; those not named keep their own */
  weights: z.record(z.string().min(1).max(50), z.number().min(0).max(1_000)).default({}),
  gates: z
    .strictObject({
      /** ms of delay of our own side above which a measured time proves nothing */
      max_own_side_ms: z.number().min(0).max(60_000).default(100),
    })
    .prefault({}),
  /** engines of meaning that are asked and whose calibrated scores may decide */
  engines: z
    .array(z.enum(meaningEngines))
    .max(10)
    .default([...meaningEngines]),
  /** thresholds for the offline judge; on a server only those of its own calibrations hold */
  meaning: z.array(MeaningCutSettings).max(200).default([]),
})

export type PolicySettings = z.output<typeof PolicySettings>

/** The policy that validators read, from its settings. `version` is 0 for one that is not stored. */
export function policyOf(
  settings: PolicySettings,
  version = 0,
  bands: readonly BandState[] = [],
): ValidationPolicy {
  return {
    version,
    similarityThreshold: settings.similarity_threshold,
    autoPassConfidence: settings.auto_pass_confidence,
    autoFailConfidence: settings.auto_fail_confidence,
    auditShare: settings.audit_share,
    humanReview: settings.human_review,
    weights: settings.weights,
    gates: { maxOwnSideMs: settings.gates.max_own_side_ms },
    bands,
    engines: settings.engines,
    meaning: settings.meaning,
  }
}
