import type { ValidationPolicy } from '#lib/engines/validation/policy.ts'
import type { Validation } from '#lib/engines/validation/verdict.ts'

/** What came of an execution that could not be judged because of us: not sure, never a word about the voice AI. */
export const notJudged = (policy: ValidationPolicy, reason: string): Validation => ({
  verdict: 'invalid',
  confidence: 0,
  proven: false,
  band: null,
  bandText: null,
  doubts: [],
  score: null,
  status: policy.humanReview ? 'manual_review' : 'auto_fail',
  blame: 'validator',
  blameReason: reason,
  reason,
  scores: [],
  policyVersion: policy.version,
  audit: false,
  twin: null,
})
