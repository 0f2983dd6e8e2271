import type { Mark, Proof } from '#lib/engines/validation/score.ts'
import type { Json } from '#lib/platform/json.ts'

/** What one check comes to in one text of the reply. */
export type TextFinding = {
  proof: Proof
  pass: boolean
  score: number
  confidence: number
  why: string
  marks: Mark[]
  detail?: Json
}
