import { z } from 'zod'

import { ToolRules } from '#lib/engines/validation/tools/tool-rules.ts'
import { compilePattern, literalOf, maxPattern } from '#lib/engines/validation/text/matches.ts'

const Phrase = z.string().trim().min(1).max(2_000)
/** Word for word, open at an end with `*`, or with `stem` in other forms of its words as well. */
const PhraseInput = z.union([
  Phrase,
  z.strictObject({ text: Phrase, stem: z.boolean().optional() }),
])
const Phrases = z.union([
  Phrase.transform((phrase) => [phrase]),
  z.array(PhraseInput).min(1).max(50),
])
const LanguageKey = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag')

/** One value for all languages, or one for each (`{ en-US: …, de-DE: … }`). */
const perLanguage = <T extends z.ZodType>(value: T) =>
  z.union([value, z.record(LanguageKey, value)])

/** A regular expression with the syntax of RE2, without slashes and flags; letters of either case match. */
const Pattern = z
  .string()
  .min(1)
  .max(maxPattern)
  .superRefine((source, context) => {
    if (literalOf(source) !== null) return
    const { fault } = compilePattern(source)
    if (fault !== null)
      context.addIssue({ code: 'custom', message: `is not a valid pattern: ${fault}` })
  })

const replyExpectations = ['required', 'none', 'any'] as const

/** `expect` of a suite file's turn: what must hold of the answer. Every part is optional. */
export const ExpectationInput = z.strictObject({
  intent: z.string().trim().min(1).max(200).optional(),
  entities: z
    .record(z.string().min(1).max(200), z.json())
    .refine((entities) => Object.keys(entities).length <= 100, 'may name at most 100 entities')
    .optional(),
  response: z
    .strictObject({
      contains: perLanguage(Phrases).optional(),
      not_contains: perLanguage(Phrases).optional(),
      matches: perLanguage(Pattern).optional(),
      similar_to: perLanguage(Phrase).optional(),
    })
    .optional(),
  response_time: z.strictObject({ max_ms: z.number().positive().max(600_000) }).optional(),
  /** how long the caller may wait for the answer itself, where something else is said before it ("Let me check") */
  final_answer: z.strictObject({ max_ms: z.number().positive().max(600_000) }).optional(),
  /** the longest pause inside the reply; pauses of less than a second are not looked at */
  dead_air: z.strictObject({ max_ms: z.number().min(1_200).max(600_000) }).optional(),
  transcript: z
    .strictObject({
      max_wer: z.number().min(0).max(10).optional(),
      max_cer: z.number().min(0).max(10).optional(),
    })
    .optional(),
  audio: z.strictObject({ required: z.boolean() }).optional(),
  /** `none`: the voice AI must keep silent; `any`: it may or may not answer; `required` unless said otherwise */
  reply: z.enum(replyExpectations).optional(),
  /** how soon the voice AI must stop speaking once the caller has broken in, or that it must not stop for a murmur */
  barge_in: z
    .strictObject({
      max_stop_ms: z.number().positive().max(60_000).optional(),
      stops: z.literal(false).optional(),
    })
    .refine(
      ({ max_stop_ms, stops }) => (max_stop_ms === undefined) !== (stops === undefined),
      'needs max_stop_ms or stops: false',
    )
    .optional(),
  /** tools that must or must not be called in the turn */
  tools: ToolRules.optional(),
  /** the tools of the list are called in its order */
  tools_in_order: z.boolean().optional(),
  /** no tool is called that the list does not name; without a list, none at all */
  no_other_tools: z.boolean().optional(),
  /** whether the reply claims what no tool did; looked at by itself in turns with tools, false switches it off */
  say_do: z.boolean().optional(),
})

export type ExpectationInput = z.output<typeof ExpectationInput>
