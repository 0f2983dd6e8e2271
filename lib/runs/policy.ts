import type { ValidationPolicy } from '#lib/validation/types.ts'

import { env } from '../config/env.ts'

/**
 * The policy in force while too few decisions have been reviewed to derive thresholds from: only a verdict that is
 * all but certain needs no person.
 */
export const fixedPolicy: ValidationPolicy = {
  version: 1,
  similarityThreshold: env.SIMILARITY_THRESHOLD,
  autoPassConfidence: 0.9,
  autoFailConfidence: 0.9,
  auditShare: 0.02,
  humanReview: env.ENABLE_HUMAN_VALIDATION,
}
