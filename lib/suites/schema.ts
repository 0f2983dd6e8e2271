import { z } from 'zod'

import { casePriorities, caseStatuses } from '#db/enums.ts'
import { ExpectationInput } from '#lib/validation/schema.ts'

/** BCP-47: `en`, `en-US`, `zh-Hans-CN`, `es-419`. */
const LanguageTag = z
  .string()
  .regex(
    /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/,
    'must be a language tag such as en-US',
  )

const CaseKey = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'may hold letters, digits, dot, dash and underscore')

const Utterance = z.string().trim().min(1).max(2_000)

/** One text for all languages, or one for each. */
const PerLanguage = z.union([Utterance, z.record(LanguageTag, Utterance)])

const Tag = z.string().trim().min(1).max(50)

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

const LanguageSettings = z.strictObject({
  voice: z.string().min(1).max(100).default('default'),
})

const caseFields = {
  id: CaseKey,
  name: z.string().trim().min(1).max(200),
  description: z.string().max(5_000),
  priority: z.enum(casePriorities),
  status: z.enum(caseStatuses),
  tags: z.array(Tag).max(50),
  languages: z
    .record(LanguageTag, LanguageSettings)
    .refine((languages) => Object.keys(languages).length > 0, 'needs at least one language'),
  turns: z.array(TurnInput).min(1).max(50),
}

/** The case object of a suite file; what `test_case_versions.definition` holds. */
export const CaseInput = z
  .strictObject({
    ...caseFields,
    description: caseFields.description.default(''),
    priority: caseFields.priority.default('medium'),
    status: caseFields.status.default('active'),
    tags: caseFields.tags.default([]),
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
    tags: z.array(Tag).max(50).default([]),
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

const suiteFields = {
  name: z.string().trim().min(1).max(200),
  description: z.string().max(5_000),
  tags: z.array(Tag).max(50),
}

export const CreateSuiteInput = z.strictObject({
  ...suiteFields,
  description: suiteFields.description.default(''),
  tags: suiteFields.tags.default([]),
})
export type CreateSuiteInput = z.input<typeof CreateSuiteInput>

export const UpdateSuiteInput = z.strictObject(suiteFields).partial()
export type UpdateSuiteInput = z.output<typeof UpdateSuiteInput>

/** Parts of the case object to replace. `base_version` guards against overwriting somebody else's change. */
export const UpdateCaseInput = z
  .strictObject(caseFields)
  .partial()
  .extend({ base_version: z.number().int().min(1).optional() })
export type UpdateCaseInput = z.output<typeof UpdateCaseInput>

const timestamp = z.iso.datetime()

export const SuiteView = z.object({
  id: z.uuid(),
  name: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  case_count: z.number().int(),
  languages: z.array(z.string()),
  created_at: timestamp,
  updated_at: timestamp,
})
export type SuiteView = z.output<typeof SuiteView>

/** A case with its definition in force. `key` is the `id` of its case object in a suite file. */
export const CaseView = z.object({
  ...caseFields,
  id: z.uuid(),
  key: z.string(),
  suite_id: z.uuid(),
  position: z.number().int(),
  version: z.number().int(),
  created_at: timestamp,
  updated_at: timestamp,
})
export type CaseView = z.output<typeof CaseView>

export const CaseVersionView = z.object({
  version: z.number().int(),
  definition: CaseInput,
  created_by: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  created_at: timestamp,
})
export type CaseVersionView = z.output<typeof CaseVersionView>

/** What an import did, or with `dry_run` would do. `file` and `line` are null for findings about no place. */
export const ImportFinding = z.object({
  file: z.string(),
  line: z.number().int().nullable(),
  status: z.enum(['mapped', 'approximated', 'dropped']),
  message: z.string(),
})
export type ImportFinding = z.output<typeof ImportFinding>

export const ImportView = z.object({
  suite_ids: z.array(z.uuid()),
  /** cases */
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  dropped: z.number().int(),
  report: z.array(ImportFinding),
})
export type ImportView = z.output<typeof ImportView>
