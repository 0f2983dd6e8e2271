import { z } from 'zod'

import { ToolCallLines } from '#lib/engines/validation/offline/tool-call-lines.ts'
import { ExpectationInput } from '#lib/engines/validation/schema.ts'

/** Longest text of a line in UTF-16 units, and most turns of its conversation. */
const maxText = 20_000
const maxTurns = 100

const Text = z.string().max(maxText).nullish()
const Ms = z.number().min(0).max(86_400_000).nullish()
const File = z.string().min(1).max(1_000).nullish()

/** What a voice AI answered; keys that nobody judges by are ignored. */
const Reply = z.object({
  text: Text,
  spoken: Text,
  intent: z.string().max(500).nullish(),
  /** name -> value, or a list of `{ entity, value }` */
  entities: z.json().optional(),
  response_ms: Ms,
  /** WAV files beside the file of lines */
  audio: File,
  stimulus: File,
  tool_calls: ToolCallLines.nullish(),
})

const turnFields = {
  expect: ExpectationInput.default({}),
  said: Text,
  heard: Text,
  heard_confidence: z.number().min(0).max(1).nullish(),
  reply: Reply.nullish(),
}

export const TurnLine = z.object(turnFields)
export type TurnLine = z.output<typeof TurnLine>

/** One JSON object a line: what was expected, said, heard and answered, in one turn or in several. */
export const JudgeLine = z.object({
  id: z.union([z.string().max(500), z.number()]).nullish(),
  language: z
    .string()
    .max(35)
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, 'must be a language tag such as en-US'),
  mode: z.enum(['text', 'voice']).default('text'),
  ...turnFields,
  turns: z.array(TurnLine).min(1).max(maxTurns).nullish(),
})
export type JudgeLine = z.output<typeof JudgeLine>
