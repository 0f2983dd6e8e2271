import { z } from 'zod'

import { policyScopes, rulings } from '#db/enums.ts'
import { PolicySettings } from '#lib/engines/validation/policy-settings.ts'

const timestamp = z.iso.datetime()
const Version = z.number().int().min(0)
const Share = z.number().min(0).max(1)

const subjectOf = {
  scope: z.enum(policyScopes),
  suite_id: z.uuid().nullable().default(null),
  case_id: z.uuid().nullable().default(null),
}

type Subject = { scope: string; suite_id: string | null; case_id: string | null }

const namesItsSubject = ({ scope, suite_id, case_id }: Subject) =>
  (scope === 'suite') === (suite_id !== null) && (scope === 'case') === (case_id !== null)

const subjectRule = {
  message: 'scope suite needs suite_id, scope case needs case_id, and nothing else has one',
  path: ['scope'],
}

/**
 * A new version of a policy. `settings` is the whole of it; null lets the wider scope hold again. `base_version` is the
 * newest version of this scope that the author had seen, 0 when there was none.
 */
export const SavePolicyInput = z
  .strictObject({
    ...subjectOf,
    settings: PolicySettings.nullable(),
    base_version: Version,
    note: z.string().trim().max(2_000).default(''),
  })
  .refine(namesItsSubject, subjectRule)
  .refine(({ scope, settings }) => scope !== 'organization' || settings !== null, {
    message: 'a whole organization goes back by saving the built-in settings',
    path: ['settings'],
  })
  .meta({ id: 'SavePolicy' })
export type SavePolicyInput = z.input<typeof SavePolicyInput>

/** Saves the settings of an earlier version of a scope anew. */
export const RestorePolicyInput = z.strictObject({
  base_version: Version,
  note: z.string().trim().max(2_000).default(''),
})
export type RestorePolicyInput = z.input<typeof RestorePolicyInput>

export const PolicyFilter = z.strictObject({
  scope: z.enum(policyScopes).optional(),
  suite_id: z.uuid().optional(),
  case_id: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})
export type PolicyFilter = z.input<typeof PolicyFilter>

/** One version. */
export const PolicyView = z
  .object({
    id: z.uuid(),
    scope: z.enum(policyScopes),
    suite: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    case: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    version: Version,
    /** null: from here on the wider scope holds again */
    settings: PolicySettings.nullable(),
    note: z.string(),
    /** null: the system, or a former user */
    created_by: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    created_at: timestamp,
    /** it is the newest of its scope */
    newest: z.boolean(),
  })
  .meta({ id: 'Policy' })
export type PolicyView = z.output<typeof PolicyView>

export const PolicyInForceQuery = z.strictObject({
  suite_id: z.uuid().optional(),
  case_id: z.uuid().optional(),
})
export type PolicyInForceQuery = z.input<typeof PolicyInForceQuery>

/** What judges a case or a suite, and where it comes from. */
export const PolicyInForceView = z
  .object({
    /** `built_in`: of the server's settings */
    source: z.enum([...policyScopes, 'built_in']),
    /** of the row in force; null for the built-in one */
    id: z.uuid().nullable(),
    version: Version,
    settings: PolicySettings,
    /** newest version of the scope that was asked about, what `base_version` must name; 0 without one */
    base_version: Version,
    /** share of automatic decisions that must be right, a setting of the server */
    accuracy: Share,
  })
  .meta({ id: 'PolicyInForce' })
export type PolicyInForceView = z.output<typeof PolicyInForceView>

/** One setting that differs. `path` as in `gates.max_own_side_ms`; a value that is not there is null. */
export const PolicyChange = z.object({
  path: z.string(),
  before: z.json(),
  after: z.json(),
})
export type PolicyChange = z.output<typeof PolicyChange>

export const PolicyDiffView = z.object({
  /** null: the built-in settings */
  before: PolicyView.nullable(),
  after: PolicyView,
  changes: z.array(PolicyChange),
})
export type PolicyDiffView = z.output<typeof PolicyDiffView>

const bandStates = ['fixed', 'earning', 'earned', 'suspended'] as const

/** Where the automatic decisions of one band and verdict stand. */
export const BandView = z
  .object({
    band: z.string(),
    verdict: z.enum(['passed', 'failed']),
    /** validators with their versions: `entity@2,response:contains@2` */
    mix: z.string(),
    language: z.string(),
    target: z.object({ id: z.uuid(), name: z.string(), version: z.number().int().nullable() }),
    state: z.enum(bandStates),
    /** confidence from which a proven verdict is automatic; above 1 when every decision goes to a person */
    cut: z.number(),
    /** in words, with the figures */
    text: z.string(),
    /** reviews that count, each answer of a case once */
    reviews: z.number().int(),
    errors: z.number().int(),
    /** reviews that the promise needs with this many errors; null when no number is enough */
    needed: z.number().int().nullable(),
    /** upper 95 % bound of the share of wrong automatic decisions, valid however often it is looked at */
    bound: Share,
    /** lower bound of the same kind */
    lower_bound: Share,
    /** the promise: at most this share may be wrong */
    promise: Share,
    /** audits drawn and not decided yet; later ones wait for the oldest of them */
    open_audits: z.number().int(),
    /** the latest version of the target and of the judge: decisions of this band still happen */
    current: z.boolean(),
  })
  .meta({ id: 'Band' })
export type BandView = z.output<typeof BandView>

export const BandsView = z.object({
  data: z.array(BandView),
  next_cursor: z.null(),
  accuracy: Share,
})
export type BandsView = z.output<typeof BandsView>

/** What to ask "what if" about; what is not given stays as it is in force. */
export const CurveQuery = z.strictObject({
  suite_id: z.uuid().optional(),
  case_id: z.uuid().optional(),
  accuracy: z.coerce.number().min(0.5).max(1).optional(),
  audit_share: z.coerce.number().min(0).max(1).optional(),
  auto_pass_confidence: z.coerce.number().min(0).max(1.01).optional(),
  auto_fail_confidence: z.coerce.number().min(0).max(1.01).optional(),
  /** decisions of so many days */
  days: z.coerce.number().int().min(1).max(90).default(30),
})
export type CurveQuery = z.input<typeof CurveQuery>

const CurvePoint = z.object({
  /** a proven verdict is automatic from this confidence on */
  cut: z.number(),
  /** share of all decisions that would be automatic */
  automated: Share,
  /** reviewed ones among them, each answer of a case once */
  reviews: z.number().int(),
  errors: z.number().int(),
  /** upper 95 % bound of the share of wrong ones */
  bound: Share,
})

const CurveSide = z.object({
  verdict: z.enum(['passed', 'failed']),
  points: z.array(CurvePoint),
})

const Load = z.object({
  audit_share: Share,
  /** reviews a week: doubtful ones and audits */
  doubtful: z.number(),
  audits: z.number(),
})

const Outcome = z.object({
  /** decisions by kind */
  auto_pass: z.number().int(),
  auto_fail: z.number().int(),
  manual_review: z.number().int(),
  /** expected reviews a week */
  reviews_a_week: z.number(),
  /** bands and verdicts by state */
  bands: z.record(z.enum(bandStates), z.number().int()),
})

export const CurveView = z.object({
  accuracy: Share,
  days: z.number().int(),
  /** judged executions that the figures rest on: runs that have ended, the newest until they hold 50,000 items */
  decisions: z.number().int(),
  /** error bound against the share that is automatic, as the confidence cut moves */
  sides: z.array(CurveSide),
  /** reviews that a band needs in all, none of them an error, for the accuracy asked about; null when no number is enough */
  needed: z.number().int().nullable(),
  /** reviews without a further error until the next band is earned, by the numbers asked about; null when none is near */
  next: z
    .object({
      band: z.string(),
      verdict: z.enum(['passed', 'failed']),
      reviews: z.number().int(),
      text: z.string(),
    })
    .nullable(),
  /** review load a week at several shares of audits */
  load: z.array(Load),
  now: Outcome,
  what_if: Outcome,
  /** what moves, in words */
  moves: z.array(z.string()),
})
export type CurveView = z.output<typeof CurveView>

/** A wording of a reply that a person has decided on. */
export const ReplyView = z
  .object({
    id: z.uuid(),
    ruling: z.enum(rulings),
    case: z.object({ id: z.uuid(), name: z.string() }),
    turn: z.number().int(),
    language: z.string(),
    /** as it was */
    reply: z.string(),
    /** as it is compared */
    form: z.string(),
    execution_id: z.uuid(),
    decision_id: z.uuid(),
    decided_by: z.string().nullable(),
    created_at: timestamp,
    withdrawn: z.object({ at: timestamp, by: z.string().nullable(), why: z.string() }).nullable(),
  })
  .meta({ id: 'Reply' })
export type ReplyView = z.output<typeof ReplyView>

/** `live`: only those that decide. */
export const ReplyFilter = z.strictObject({
  case_id: z.uuid().optional(),
  execution_id: z.uuid().optional(),
  ruling: z.enum(rulings).optional(),
  live: z.stringbool().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})
export type ReplyFilter = Partial<z.output<typeof ReplyFilter>>

export const WithdrawReplyInput = z.strictObject({ why: z.string().trim().min(1).max(2_000) })
export type WithdrawReplyInput = z.input<typeof WithdrawReplyInput>
