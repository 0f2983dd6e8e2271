import { z } from 'zod'

import { casePriorities, caseStatuses } from '#db/enums.ts'
import { ExpectationInput } from '#lib/validation/schema.ts'

/** BCP-47: `en`, `en-US`, `zh-Hans-CN`, `es-419`. */
export const LanguageTag = z
  .string()
  .regex(
    /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/,
    'must be a language tag such as en-US',
  )

export const CaseKey = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'may hold letters, digits, dot, dash and underscore')

const Utterance = z.string().trim().min(1).max(2_000)

/** One text for all languages, or one for each. */
export const PerLanguage = z.union([Utterance, z.record(LanguageTag, Utterance)])

/** One thing the caller says (`say`, or a recording named by `audio`) and what is expected of the answer. */
export const TurnInput = z
  .strictObject({
    say: PerLanguage.optional(),
    /** file beside the suite file on import; storage key of the `input-audio` bucket once stored */
    audio: PerLanguage.optional(),
    expect: ExpectationInput.default({}),
  })
  .refine((turn) => turn.say !== undefined || turn.audio !== undefined, {
    message: 'needs say or audio',
  })

export const LanguageSettings = z.strictObject({
  voice: z.string().min(1).max(100).default('default'),
})

/** The case object of a suite file; what `test_case_versions.definition` holds. */
export const CaseInput = z
  .strictObject({
    id: CaseKey,
    name: z.string().trim().min(1).max(200),
    description: z.string().max(5_000).default(''),
    priority: z.enum(casePriorities).default('medium'),
    status: z.enum(caseStatuses).default('active'),
    tags: z.array(z.string().trim().min(1).max(50)).max(50).default([]),
    languages: z
      .record(LanguageTag, LanguageSettings)
      .refine((languages) => Object.keys(languages).length > 0, 'needs at least one language'),
    turns: z.array(TurnInput).min(1).max(50),
  })
  .superRefine((value, context) => {
    for (const language of Object.keys(value.languages))
      value.turns.forEach((turn, index) => {
        if (utterance(turn, language) === null)
          context.addIssue({
            code: 'custom',
            path: ['turns', index, 'say'],
            message: `has no text or recording for ${language}`,
          })
      })
  })

export const SuiteFile = z
  .strictObject({
    suite: z.string().trim().min(1).max(200),
    description: z.string().max(5_000).default(''),
    tags: z.array(z.string().trim().min(1).max(50)).max(50).default([]),
    cases: z.array(CaseInput).max(10_000),
  })
  .superRefine((file, context) => {
    const seen = new Map<string, number>()
    file.cases.forEach((value, index) => {
      const first = seen.get(value.id)
      if (first !== undefined)
        context.addIssue({
          code: 'custom',
          path: ['cases', index, 'id'],
          message: `is the id of case ${first + 1} already`,
        })
      else seen.set(value.id, index)
    })
  })

export type TurnInput = z.output<typeof TurnInput>
export type CaseInput = z.output<typeof CaseInput>
export type SuiteFile = z.output<typeof SuiteFile>

const inLanguage = (value: z.output<typeof PerLanguage> | undefined, language: string) =>
  value === undefined ? null : typeof value === 'string' ? value : (value[language] ?? null)

/** What the caller says in this turn and language; null when the turn is not written for it. */
export function utterance(
  turn: Pick<TurnInput, 'say' | 'audio'>,
  language: string,
): { text: string | null; audio: string | null } | null {
  const text = inLanguage(turn.say, language)
  const audio = inLanguage(turn.audio, language)
  return text === null && audio === null ? null : { text, audio }
}
