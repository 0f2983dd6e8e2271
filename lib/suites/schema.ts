import { z } from 'zod'

import { casePriorities, caseStatuses } from '#db/enums.ts'
import { ExpectationInput } from '#lib/engines/validation/schema.ts'
import { ToolMocks } from '#lib/engines/validation/tools/tool-mocks.ts'

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

/** Keys on a telephone; a variable's value is checked when it is known. */
const Keys = z
  .string({ error: 'must be text: put the keys in quotes' })
  .max(200)
  .regex(
    /^([0-9A-D*#]|\$\{[A-Za-z_][A-Za-z0-9_]*\})+$/,
    'may hold the keys 0 to 9, A to D, * and #',
  )

/**
 * One thing the caller does: says something (`say`, or a recording named by `audio`), presses keys, or keeps silent;
 * and what is expected of the answer.
 */
export const TurnInput = z
  .strictObject({
    say: PerLanguage.optional(),
    /** file beside the suite file on import; storage key of the `input-audio` bucket once stored */
    audio: PerLanguage.optional(),
    dtmf: Keys.optional(),
    /** how long the caller says nothing */
    silence_ms: z.int().min(200).max(60_000).optional(),
    /**
     * the caller speaks so many ms after the first sound of the reply to the turn before, over the voice AI; `backchannel`:
     * only to show that they listen ("mhm"), and the voice AI is to go on
     */
    barge_in: z
      .strictObject({
        after_ms: z.int().min(100).max(30_000),
        backchannel: z.literal(true).optional(),
      })
      .optional(),
    expect: ExpectationInput.default({}),
  })
  .superRefine((turn, context) => {
    const issue = (path: string[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    const spoken = turn.say !== undefined || turn.audio !== undefined
    const kinds = [spoken, turn.dtmf !== undefined, turn.silence_ms !== undefined]
    const count = kinds.filter(Boolean).length
    if (count === 0) issue([], 'needs say or audio, dtmf, or silence_ms')
    if (count > 1) issue([], 'may only be one of: say or audio, dtmf, silence_ms')
    if (turn.barge_in && !spoken) issue(['barge_in'], 'is only possible with say or audio')
    const { expect } = turn
    if (expect.barge_in && !turn.barge_in)
      issue(['expect', 'barge_in'], 'needs barge_in in the turn')
    const { max_stop_ms: maxStop, stops } = expect.barge_in ?? {}
    if (maxStop !== undefined && turn.barge_in?.backchannel)
      issue(
        ['expect', 'barge_in'],
        'may only be stops: false where the caller shows that they listen',
      )
    if (stops !== undefined && turn.barge_in && !turn.barge_in.backchannel)
      issue(['expect', 'barge_in', 'stops'], 'needs backchannel: true in barge_in of the turn')
    if (expect.reply === 'none' && turn.silence_ms === undefined)
      issue(['expect', 'reply'], 'may only be none while the caller is silent')
    const called = (expect.tools ?? []).filter((rule) => rule.called !== false)
    if (expect.tools_in_order && called.length < 2)
      issue(['expect', 'tools_in_order'], 'needs two or more tools that are to be called')
    if (expect.tools_in_order && called.some(({ order }) => order !== undefined))
      issue(['expect', 'tools_in_order'], 'says the order already: leave it out, or every order')
    if (expect.transcript && !spoken)
      issue(['expect', 'transcript'], 'is only possible in a turn with speech')
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
  /** the conversation ends at the first turn whose expectations fail; otherwise it is held to its end */
  stop_on_failure: z.boolean(),
  /** what tools answer that the voice AI lets us run; before those of the target */
  mocks: ToolMocks,
}

/** Absent rather than empty, so that a case that never heard of them stays equal to itself. */
const mayBeAbsent = {
  stop_on_failure: caseFields.stop_on_failure.optional(),
  mocks: caseFields.mocks.optional(),
}

/** The case object of a suite file; what `test_case_versions.definition` holds. */
export const CaseInput = z
  .strictObject({
    ...caseFields,
    description: caseFields.description.default(''),
    priority: caseFields.priority.default('medium'),
    status: caseFields.status.default('active'),
    tags: caseFields.tags.default([]),
    ...mayBeAbsent,
  })
  .superRefine((value, context) => {
    if (value.turns[0]?.barge_in)
      context.addIssue({
        code: 'custom',
        path: ['turns', 0, 'barge_in'],
        message: 'needs a previous turn whose reply the caller interrupts',
      })
    value.turns.forEach(({ barge_in: bargeIn }, index) => {
      if (bargeIn && value.turns[index - 1]?.barge_in?.backchannel)
        context.addIssue({
          code: 'custom',
          path: ['turns', index, 'barge_in'],
          message: 'cannot follow a turn in which the caller only shows that they listen',
        })
    })
    for (const language of Object.keys(value.languages))
      value.turns.forEach((turn, index) => {
        if (isSpoken(turn) && utterance(turn, language) === null)
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

/** Whether the caller speaks in this turn; otherwise keys are pressed, or nothing is said. */
export const isSpoken = ({ say, audio }: Pick<TurnInput, 'say' | 'audio'>) =>
  say !== undefined || audio !== undefined

/** What the caller says in this turn and language; null when nothing is said, or not in this language. */
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
  .meta({ id: 'UpdateCase' })
export type UpdateCaseInput = z.output<typeof UpdateCaseInput>

const timestamp = z.iso.datetime()

export const SuiteView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    description: z.string(),
    tags: z.array(z.string()),
    case_count: z.number().int(),
    languages: z.array(z.string()),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'Suite' })
export type SuiteView = z.output<typeof SuiteView>

/** A case with its definition in force. `key` is the `id` of its case object in a suite file. */
export const CaseView = z
  .object({
    ...caseFields,
    ...mayBeAbsent,
    id: z.uuid(),
    key: z.string(),
    suite_id: z.uuid(),
    position: z.number().int(),
    version: z.number().int(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'Case' })
export type CaseView = z.output<typeof CaseView>

export const CaseVersionView = z
  .object({
    version: z.number().int(),
    definition: CaseInput,
    created_by: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    created_at: timestamp,
  })
  .meta({ id: 'CaseVersion' })
export type CaseVersionView = z.output<typeof CaseVersionView>

/** What an import did, or with `dry_run` would do. `file` and `line` are null for findings about no place. */
export const ImportFinding = z.object({
  file: z.string(),
  line: z.number().int().nullable(),
  status: z.enum(['mapped', 'approximated', 'dropped']),
  message: z.string(),
})
export type ImportFinding = z.output<typeof ImportFinding>

export const ImportView = z
  .object({
    suite_ids: z.array(z.uuid()),
    /** cases */
    created: z.number().int(),
    updated: z.number().int(),
    unchanged: z.number().int(),
    dropped: z.number().int(),
    report: z.array(ImportFinding),
  })
  .meta({ id: 'Import' })
export type ImportView = z.output<typeof ImportView>
