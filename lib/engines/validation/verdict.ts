import type { Score } from '#lib/engines/validation/score.ts'

/** Who or what a failure is put down to; derived from evidence in `blame.ts`. */
export type Blame =
  | 'stimulus'
  | 'transport'
  | 'recognition'
  | 'understanding'
  | 'content'
  | 'latency'
  | 'speech_output'
  | 'validator'
  | 'infrastructure'

export type Verdict = 'passed' | 'failed' | 'invalid'
export type AutomaticStatus = 'auto_pass' | 'auto_fail' | 'manual_review'

/** One reason for a person to look. `turn` null: of the whole execution. */
export type Doubt = { turn: number | null; validator: string | null; why: string }

export type Validation = {
  verdict: Verdict
  /** 0..1 */
  confidence: number
  /** whether the verdict is proven; an `invalid` one never is */
  proven: boolean
  /** validator mix, language and rules by which automatic verdicts are counted together, see `bandOf`; null when invalid */
  band: string | null
  /** the band's state in words, beside an automatic verdict */
  bandText: string | null
  /** why a person is needed, one line for each thing that is not proven or doubtful; empty for an automatic verdict */
  doubts: Doubt[]
  /** 0..1 weighted mean of the scores, null when invalid */
  score: number | null
  status: AutomaticStatus
  blame: Blame | null
  /** why this blame, one sentence; null without a blame */
  blameReason: string | null
  /** why this verdict, in words */
  reason: string
  scores: Score[]
  policyVersion: number
  /** sampled into the queue although the decision was automatic */
  audit: boolean
  /** the verdict on what was answered by text; null without a text side */
  twin: { verdict: Verdict; reason: string } | null
}
