import { z } from 'zod'

import {
  casePriorities,
  failOn,
  itemOrders,
  itemStatuses,
  reviewStatuses,
  runModes,
  runPurposes,
  runStatuses,
  twinOutcomes,
  verdicts,
} from '#db/enums.ts'
import { pageOf } from '#lib/platform/format/cursor.ts'

const LanguageTag = z.string().min(2).max(35)

/** Body of `POST /api/v1/runs`. */
export const StartRunInput = z
  .strictObject({
    suite_ids: z.array(z.uuid()).max(200).optional(),
    /** suites by name */
    suites: z.array(z.string().min(1).max(200)).max(200).optional(),
    case_ids: z.array(z.uuid()).max(10_000).optional(),
    /** id or name */
    target: z.string().min(1).max(200),
    mode: z.enum(runModes).default('voice'),
    languages: z.array(LanguageTag).max(100).optional(),
    device_profiles: z.array(z.string().min(1).max(200)).max(50).optional(),
    repetitions: z.number().int().min(1).max(1_000).default(1),
    priority: z.number().int().min(-10).max(10).default(0),
    fail_on: z.enum(failOn).default('any'),
    /** sequential: one item at a time, in their order, over all workers */
    order: z.enum(itemOrders).default('parallel'),
    name: z.string().trim().min(1).max(200).optional(),
    git: z
      .strictObject({
        provider: z.string().min(1).max(50),
        repository: z.string().min(1).max(300),
        sha: z.string().regex(/^[0-9a-f]{7,64}$/),
        branch: z.string().max(4_000).optional(),
        pull_request: z.number().int().positive().optional(),
      })
      .optional(),
  })
  .refine(
    (value) =>
      [value.suite_ids, value.suites, value.case_ids].some((list) => list && list.length > 0),
    { message: 'name at least one suite or case', path: ['suite_ids'] },
  )
  .meta({ id: 'StartRun' })
export type StartRunInput = z.output<typeof StartRunInput>

export const timestamp = z.iso.datetime()

/** Whether a recogniser heard in the audio of replies what their text says. */
export const SpokenVerifiedView = z.enum(['yes', 'no', 'differs'])
export type SpokenVerifiedView = z.output<typeof SpokenVerifiedView>

export const RunCounts = z.object({
  total: z.number().int(),
  pending: z.number().int(),
  running: z.number().int(),
  passed: z.number().int(),
  failed: z.number().int(),
  invalid: z.number().int(),
  cancelled: z.number().int(),
  manual_review: z.number().int(),
  passed_after_retry: z.number().int(),
})
export type RunCounts = z.output<typeof RunCounts>

export const RunView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    status: z.enum(runStatuses),
    /** nothing new of it is begun until it is resumed; `status` stays queued or running */
    paused: z.boolean(),
    mode: z.enum(runModes),
    /** `search`: it looks for a robustness threshold, and its failures are wanted */
    purpose: z.enum(runPurposes),
    target: z.object({ id: z.uuid(), name: z.string() }),
    suites: z.array(z.object({ id: z.uuid(), name: z.string() })),
    counts: RunCounts,
    /** mean response time of clean attempts, ms */
    mean_response_ms: z.number().nullable(),
    priority: z.number().int(),
    fail_on: z.enum(failOn),
    order: z.enum(itemOrders),
    trigger: z.record(z.string(), z.unknown()),
    git: z.record(z.string(), z.unknown()).nullable(),
    failure_reason: z.string().nullable(),
    /** executions with spoken replies, by whether their words were verified; of a run alone, once it has ended */
    spoken_verified: z
      .object({ yes: z.number().int(), no: z.number().int(), differs: z.number().int() })
      .optional(),
    /** executions that are not proven because the same reply came to different utterances; as above */
    same_replies: z.number().int().optional(),
    created_at: timestamp,
    started_at: timestamp.nullable(),
    finished_at: timestamp.nullable(),
    /** ms until the end at the present pace; null while unknown or when finished */
    estimated_remaining_ms: z.number().int().nullable(),
  })
  .meta({ id: 'Run' })
export type RunView = z.output<typeof RunView>

/** A device profile as a run has it; null is the stimulus as it is. */
export const UsedProfileView = z.object({ id: z.uuid(), name: z.string() }).nullable()

/** An item with its last execution: one row of the results table. */
export const RunItemView = z
  .object({
    id: z.uuid(),
    execution_id: z.uuid().nullable(),
    case: z.object({
      id: z.uuid(),
      key: z.string(),
      name: z.string(),
      priority: z.enum(casePriorities),
    }),
    suite_id: z.uuid(),
    language: z.string(),
    device_profile: UsedProfileView,
    repetition: z.number().int(),
    status: z.enum(itemStatuses),
    /** grows each time the item is begun, also when nothing was asked and nothing recorded; see `tries` */
    attempt: z.number().int(),
    /** recorded attempts at the item */
    tries: z.number().int(),
    /** null, as all that follows from it, while its blind audit is open; the run counts it all the same */
    verdict: z.enum(verdicts).nullable(),
    review_status: z.enum(reviewStatuses).nullable(),
    confidence: z.number().nullable(),
    blame: z.string().nullable(),
    reason: z.string().nullable(),
    /** a blind audit of it is open */
    blind: z.boolean(),
    response_ms: z.number().int().nullable(),
    /** whether the words of its spoken replies were verified; null without any, and while it is blind */
    spoken_verified: SpokenVerifiedView.nullable().optional(),
    /** tools that the voice AI called, and how they ended, such as `book_table succeeded`; absent without any */
    tool_calls: z.array(z.string()).optional(),
    passed_after_retry: z.boolean(),
    /** when its last attempt began; absent of one that has none */
    started_at: timestamp.optional(),
    finished_at: timestamp.nullable(),
  })
  .meta({ id: 'RunItem' })
export type RunItemView = z.output<typeof RunItemView>

export const RunItemPage = pageOf(RunItemView)
export type RunItemPage = z.output<typeof RunItemPage>

/** What a device profile made of one spoken turn; figures of conditions that it lacks are null. */
export const MeasuredConditions = z.object({
  turn: z.number().int(),
  duration_ms: z.number(),
  speech_start_ms: z.number(),
  /** response latency is counted from here */
  speech_end_ms: z.number(),
  speech_dbfs: z.number(),
  noise_dbfs: z.number().nullable(),
  achieved_snr_db: z.number().nullable(),
  /** by how much all of it was lowered to stay within full scale */
  headroom_db: z.number(),
  /** 0..1 */
  clipped_share: z.number().nullable(),
  packets: z.number().int().nullable(),
  lost_packets: z.number().int().nullable(),
  /** 0..1, of all packets and of those that hold speech */
  loss_rate: z.number().nullable(),
  speech_loss_rate: z.number().nullable(),
  longest_loss_ms: z.number().nullable(),
})
export type MeasuredConditions = z.output<typeof MeasuredConditions>

/** What items can be sorted by; without one they come in the order of the run. */
export const runItemSorts = [
  'case',
  'language',
  'profile',
  'verdict',
  'blame',
  'confidence',
  'response',
] as const
export type RunItemSort = (typeof runItemSorts)[number]

export const RunItemFilter = z.object({
  verdict: z.enum(verdicts).optional(),
  review_status: z.enum(reviewStatuses).optional(),
  status: z.enum(itemStatuses).optional(),
  language: LanguageTag.optional(),
  blame: z.string().max(50).optional(),
  /** id; `none` finds items without one */
  device_profile: z.union([z.uuid(), z.literal('none')]).optional(),
  /** what voice and text came to, in twin mode */
  twin: z.enum(twinOutcomes).optional(),
  search: z.string().trim().max(200).optional(),
  /** over all items of the run; those without a value are last both ways */
  sort: z.enum(runItemSorts).optional(),
  dir: z.enum(['asc', 'desc']).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
  /** the `next_cursor` of the page before, asked for with the same sort */
  cursor: z.string().max(2_000).optional(),
})
export type RunItemFilter = z.output<typeof RunItemFilter>

/** What the world is told when a run moves (SSE). */
export const RunEvent = z.object({
  type: z.enum(['run', 'review', 'queue']),
  organization_id: z.uuid(),
  run_id: z.uuid().optional(),
})
export type RunEvent = z.output<typeof RunEvent>
