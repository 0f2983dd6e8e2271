import type { Json, Mark, Proof } from '#lib/engines/validation/types.ts'

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
