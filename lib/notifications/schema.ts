import { z } from 'zod'

import {
  connectionSources,
  notificationEvents,
  notificationStatuses,
  severities,
} from '#db/enums.ts'
import { TimeZone } from '#lib/platform/format/time-zone.ts'

const timestamp = z.iso.datetime()
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write it as 22:00')

export const QuietHours = z
  .strictObject({
    from: TimeOfDay,
    /** earlier than `from`: on the next day */
    to: TimeOfDay,
    time_zone: TimeZone,
  })
  .refine(({ from, to }) => from !== to, 'from and to must differ')
export type QuietHours = z.output<typeof QuietHours>

const notifyOn = ['change', 'failure', 'always'] as const
const outcomes = ['success', 'warning', 'failure'] as const
const threadings = ['new', 'reply', 'update'] as const
const deliveries = ['at_least_once', 'at_most_once'] as const

/** What a rule asks for beside its event and its connection. */
export const RuleConfig = z.strictObject({
  /** nothing less grave is sent */
  severity_threshold: z.enum(severities).default('low'),
  /** change: pass to fail, fail to pass, or a new failing case */
  notify_on: z.enum(notifyOn).default('change'),
  /** only runs that came out like this; with `change` these as well. Absent: whatever they came to */
  outcomes: z.array(z.enum(outcomes)).min(1).max(3).optional(),
  /** share of passed executions from which a run counts as a success */
  success_threshold: z.number().min(0).max(1).default(1),
  /** only when it concerns a defect that was not known */
  only_new_defects: z.boolean().default(false),
  /** after a message, the next ones are kept for so long and told in one summary; 0: none is kept */
  batch_window_minutes: z.number().int().min(0).max(1_440).default(0),
  quiet_hours: QuietHours.nullable().default(null),
  /** people and groups in the channel's own ids */
  mentions: z
    .array(z.string().trim().min(1).max(100).regex(/^\S+$/, 'must have no spaces'))
    .max(20)
    .default([]),
  /** adds latency and shares */
  include_metrics: z.boolean().default(false),
  /** each run a message of its own, a reply to the first one, or the first one written anew */
  threading: z.enum(threadings).default('new'),
  /**
   * where a channel cannot tell a repeated message (Slack webhooks, mail): what may not have arrived is sent again with
   * a note that says so, or is left to a person. A second message costs a glance, a lost one its news.
   */
  delivery: z.enum(deliveries).default('at_least_once'),
  /** for review_backlog: open reviews from which it is told */
  backlog_threshold: z.number().int().min(1).max(1_000_000).default(50),
})
export type RuleConfig = z.output<typeof RuleConfig>

const ruleFields = {
  event: z.enum(notificationEvents),
  integration_id: z.uuid(),
  /** null: for all suites */
  suite_id: z.uuid().nullable(),
  config: RuleConfig,
  is_enabled: z.boolean(),
}

export const CreateRuleInput = z.strictObject({
  ...ruleFields,
  suite_id: ruleFields.suite_id.default(null),
  config: RuleConfig.prefault({}),
  is_enabled: ruleFields.is_enabled.default(true),
})
export type CreateRuleInput = z.input<typeof CreateRuleInput>

export const UpdateRuleInput = z.strictObject(ruleFields).partial()
export type UpdateRuleInput = z.input<typeof UpdateRuleInput>

/** null ends it. */
export const MuteRuleInput = z.strictObject({ until: timestamp.nullable() })
export type MuteRuleInput = z.input<typeof MuteRuleInput>

const Connection = z.object({ id: z.uuid(), kind: z.string(), name: z.string() })

export const RuleView = z.object({
  id: z.uuid(),
  event: z.enum(notificationEvents),
  connection: Connection,
  suite: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  config: RuleConfig,
  is_enabled: z.boolean(),
  muted_until: timestamp.nullable(),
  /** `file` and `environment`: set up outside, to be changed there */
  source: z.enum(connectionSources),
  created_at: timestamp,
  updated_at: timestamp,
})
export type RuleView = z.output<typeof RuleView>

export const NotificationView = z.object({
  id: z.uuid(),
  event: z.string(),
  status: z.enum(notificationStatuses),
  connection: Connection,
  rule_id: z.uuid().nullable(),
  subject: z.object({ type: z.string(), id: z.uuid() }),
  /** one line: what it says */
  title: z.string(),
  /** why it went there, or why it was held back */
  reason: z.string(),
  attempts: z.number().int(),
  last_error: z.string().nullable(),
  next_attempt_at: timestamp.nullable(),
  sent_at: timestamp.nullable(),
  created_at: timestamp,
})
export type NotificationView = z.output<typeof NotificationView>

export const NotificationDetailView = NotificationView.extend({
  thread: z.string(),
  payload: z.record(z.string(), z.json()),
  tries: z.array(
    z.object({
      number: z.number().int(),
      outcome: z.string(),
      detail: z.string(),
      error: z.string().nullable(),
      /** what was seen on the wire, secrets masked */
      exchange: z.array(z.record(z.string(), z.json())),
      duration_ms: z.number().int(),
      created_at: timestamp,
    }),
  ),
})
export type NotificationDetailView = z.output<typeof NotificationDetailView>

export const NotificationFilter = z.strictObject({
  status: z.enum(notificationStatuses).optional(),
  event: z.string().max(50).optional(),
  integration_id: z.uuid().optional(),
  subject_id: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: z.uuid().optional(),
})
export type NotificationFilter = z.input<typeof NotificationFilter>

/** What a test message came to. */
export const TestMessageView = z.object({
  ok: z.boolean(),
  detail: z.string(),
  notification_id: z.uuid(),
})
export type TestMessageView = z.output<typeof TestMessageView>

/** By when a message was written. */
export const UndeliveredPeriod = z.strictObject({
  since: timestamp.optional(),
  until: timestamp.optional(),
})
export type UndeliveredPeriod = z.input<typeof UndeliveredPeriod>

/** What did not arrive through a connection. */
export const UndeliveredView = z.object({
  /** given up */
  dead: z.number().int(),
  /** may have arrived; only a person sends it again */
  unconfirmed: z.number().int(),
  oldest_at: timestamp.nullable(),
  newest_at: timestamp.nullable(),
})
export type UndeliveredView = z.output<typeof UndeliveredView>

export const ResendUndeliveredView = z.object({ resent: z.number().int() })
export type ResendUndeliveredView = z.output<typeof ResendUndeliveredView>

export const ChooseSettingInput = z.strictObject({ option: z.string().min(1).max(200) })
export type ChooseSettingInput = z.input<typeof ChooseSettingInput>
