import { z } from 'zod'

import { replayScopes, replayStates, reviewStatuses, verdicts } from '#db/enums.ts'
import { PolicySettings } from '#lib/engines/validation/policy-settings.ts'

/** Executions that one replay judges; more are refused before it starts. */
export const maxReplayed = 200_000

/**
 * What to judge again: one execution, a run, or all that ended within a period. Without a `policy` by the policies in force,
 * otherwise by that draft.
 */
export const StartReplayInput = z
  .strictObject({
    execution_id: z.uuid().optional(),
    run_id: z.uuid().optional(),
    from: z.iso.datetime({ offset: true }).optional(),
    to: z.iso.datetime({ offset: true }).optional(),
    policy: PolicySettings.optional(),
    note: z.string().trim().max(1_000).default(''),
  })
  .refine(
    ({ execution_id, run_id, from, to }) => {
      const period = from !== undefined && to !== undefined
      const named = [execution_id !== undefined, run_id !== undefined, period].filter(Boolean)
      return named.length === 1 && (from === undefined) === (to === undefined)
    },
    { message: 'name one of execution_id, run_id, or from with to', path: ['run_id'] },
  )
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    message: 'must be later than from',
    path: ['to'],
  })
export type StartReplayInput = z.input<typeof StartReplayInput>

export const ReplayJudgement = z.object({
  verdict: z.enum(verdicts),
  review_status: z.enum(reviewStatuses),
  confidence: z.number(),
  blame: z.string().nullable(),
  reason: z.string(),
})
export type ReplayJudgement = z.output<typeof ReplayJudgement>

const Count = z.number().int()
/** How many executions change, and in which way. One may count in several. */
export const ReplaySummary = z.object({
  changed: Count,
  /** another automatic verdict */
  verdicts: Count,
  passed_to_failed: Count,
  failed_to_passed: Count,
  /** a person is no longer needed, or needed now */
  no_longer_reviewed: Count,
  now_reviewed: Count,
  /** a person decided otherwise than Earshot would now; the person's decision stays */
  contradicts_people: Count,
  /** a person decided otherwise than Earshot had said, and it would now say the same */
  agrees_with_people: Count,
  /** wait as blind audits: they are counted, and not shown */
  hidden: Count,
})
export type ReplaySummary = z.output<typeof ReplaySummary>

export const ReplayView = z.object({
  id: z.uuid(),
  scope: z.enum(replayScopes),
  run: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  execution_id: z.uuid().nullable(),
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime().nullable(),
  /** settings of the draft; null: the policies in force */
  policy: PolicySettings.nullable(),
  note: z.string(),
  state: z.enum(replayStates),
  total: Count,
  judged: Count,
  /** changed since, or gone: they were left as they are */
  passed_over: Count,
  summary: ReplaySummary.nullable(),
  reason: z.string().nullable(),
  created_by: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  created_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
})
export type ReplayView = z.output<typeof ReplayView>

export const ReplayChangeView = z.object({
  execution_id: z.uuid(),
  run_id: z.uuid(),
  case: z.object({ id: z.uuid(), name: z.string() }),
  language: z.string(),
  before: ReplayJudgement,
  after: ReplayJudgement,
  /** what a person decided; it stays whatever the replay says */
  decided: z.enum(verdicts).nullable(),
  contradicts: z.boolean(),
  applied: z.boolean(),
})
export type ReplayChangeView = z.output<typeof ReplayChangeView>

/** `verdicts`: only those whose verdict flips. */
export const ReplayChangeFilter = z.object({
  only: z.enum(['all', 'verdicts', 'contradictions']).default('all'),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: z.string().max(200).optional(),
})
export type ReplayChangeFilter = z.input<typeof ReplayChangeFilter>

/** Answer of `POST /runs/{id}/replay`: the replay with its first changes. */
export const ReplayWithChanges = ReplayView.extend({ changes: z.array(ReplayChangeView) })
