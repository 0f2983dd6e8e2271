/** Thresholds of an engine of meaning, calibrated on labelled pairs of one language. */
export type MeaningCuts = {
  engine: string
  model: string
  language: string
  /** score from which the reply says the same, and up to which it does not; null: never earned */
  same: number | null
  different: number | null
}

/** State of the automatic decisions of one band, see `bandOf`. */
export type BandState = {
  band: string
  verdict: 'passed' | 'failed'
  state: 'fixed' | 'earning' | 'earned' | 'suspended'
  /** confidence from which a proven verdict is automatic; above 1 when every decision goes to a person */
  cut: number
  /** figures in words: `earning: 120 of 998 reviews` */
  text: string
}

export type ValidationPolicy = {
  /** of the row in `validation_policies`; 0 for the built-in one */
  version: number
  /** SIMILARITY_THRESHOLD: orders the queue and says which way an unproven likeness leans; it proves nothing */
  similarityThreshold: number
  /** confidence from which a proven verdict needs no person, where the band has earned nothing else */
  autoPassConfidence: number
  autoFailConfidence: number
  /** share of automatic decisions sampled into the queue as blind audits, 0..1 */
  auditShare: number
  /** ENABLE_HUMAN_VALIDATION; off: the likelier verdict decides, whatever is proven */
  humanReview: boolean
  /** weight per validator kind, overriding the default */
  weights?: Record<string, number>
  /** bounds above which our own side makes a measured time unproven, ms */
  gates?: { maxOwnSideMs?: number }
  /** states of bands that reviews have moved; a band that is not listed is `fixed` */
  bands?: readonly BandState[]
  /** engines of meaning that are asked; all that are configured unless given */
  engines?: readonly string[]
  meaning?: readonly MeaningCuts[]
}
