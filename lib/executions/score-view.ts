import { z } from 'zod'

const MarkView = z.object({
  /** `expected`: the text that `of` names (`similar_to`, `contains.0`, `entities.city`) */
  in: z.enum(['expected', 'said', 'heard', 'reply']),
  of: z.string().optional(),
  /** UTF-16 places in that text, end exclusive */
  start: z.number().int(),
  end: z.number().int(),
  role: z.enum(['proves', 'contradicts', 'doubts']),
})

/** One reason for a person to look; `turn` null: of the whole execution. */
export const DoubtView = z.object({
  turn: z.number().int().nullable(),
  validator: z.string().nullable(),
  why: z.string(),
})

/** One validator's judgement of one turn, as people see it. */
export const ScoreView = z.object({
  validator: z.string(),
  version: z.number(),
  turn: z.number().int(),
  score: z.number(),
  pass: z.boolean(),
  confidence: z.number(),
  weight: z.number(),
  evidence: z.string(),
  /** null in judgements from before proofs were told */
  proof: z.enum(['right', 'wrong', 'unproven']).nullable(),
  /** must it hold? */
  must_have: z.boolean(),
  /** pieces of the texts that decided */
  marks: z.array(MarkView),
  /** a person's earlier decision on this wording, which decided here */
  precedent_id: z.uuid().nullable(),
  detail: z.unknown().optional(),
})
export type ScoreView = z.output<typeof ScoreView>
