import { z } from 'zod'

import { notificationEvents, runModes, severities, triggerEvents } from '#db/enums.ts'

const Flag = z.boolean()
const Text = z.string().trim().min(1).max(2_000)
const Names = z.array(Text).max(200)

/** Events in the words of GitHub and in ours. */
const eventNames = [...triggerEvents, 'deployment_status', 'issue_comment'] as const

export const GithubSection = z.strictObject({
  enabled: Flag.default(false),
  token: Text.optional(),
  webhook_secret: Text.optional(),
  base_url: z.url().optional(),
  repo_owner: Text,
  repo_name: Text,
  features: z
    .strictObject({
      commit_status: z
        .strictObject({ enabled: Flag, context: Text, auto_update: Flag })
        .partial()
        .optional(),
      issue_creation: z
        .strictObject({
          enabled: Flag,
          on_failure: Flag,
          labels: Names,
          assignees: Names,
          auto_close_on_success: Flag,
          milestone: Text,
        })
        .partial()
        .optional(),
      webhooks: z
        .strictObject({
          enabled: Flag.default(true),
          /** what may come; the rest is written down and ignored. Absent: everything */
          events: z.array(z.enum(eventNames)).max(20).optional(),
          /** what starts runs */
          trigger_tests_on: z.array(z.enum(eventNames)).max(20).default([]),
          branches: Names.default([]),
          /** of deployments */
          environments: Names.optional(),
          labels: Names.optional(),
          /** by name; without them the suites of REGRESSION_SUITE_IDS */
          suites: Names.default([]),
          target: Text.optional(),
          mode: z.enum(runModes).optional(),
        })
        .optional(),
    })
    .default({}),
})

export const JiraSection = z.strictObject({
  enabled: Flag.default(false),
  email: Text.optional(),
  api_token: Text.optional(),
  base_url: z.url(),
  project: Text,
  /** `data_center` speaks REST API 2 with a personal access token in `api_token`; no `email` then */
  deployment: z.enum(['cloud', 'data_center']).optional(),
  features: z
    .strictObject({
      issue_creation: z
        .strictObject({
          enabled: Flag,
          on_critical_failure: Flag,
          issue_type: Text,
          priority_mapping: z.partialRecord(z.enum(severities), Text),
        })
        .partial()
        .optional(),
      issue_updates: z
        .strictObject({
          enabled: Flag,
          auto_close_on_fix: Flag,
          add_comment_on_retest: Flag,
          /** name of the status to move a fixed defect to; else found by its resolution */
          done_status: Text,
          /** name of the status for a defect that is back */
          reopened_status: Text,
        })
        .partial()
        .optional(),
    })
    .default({}),
})

export const SlackSection = z.strictObject({
  enabled: Flag.default(false),
  webhook_url: Text.optional(),
  bot_token: Text.optional(),
  default_channel: Text.optional(),
  username: Text.optional(),
  icon_emoji: Text.optional(),
  /** an incoming webhook writes to one channel only: another channel needs an address of its own */
  channel_webhooks: z.record(Text, Text).default({}),
  features: z
    .strictObject({
      test_run_notifications: z
        .strictObject({
          enabled: Flag.default(true),
          notify_on: z
            .array(z.enum(['success', 'failure', 'warning', 'change']))
            .default(['change']),
          include_metrics: Flag.default(false),
        })
        .optional(),
      defect_alerts: z
        .strictObject({
          enabled: Flag.default(true),
          channel_override: Text.nullable().default(null),
          mention_team: Text.nullable().default(null),
        })
        .optional(),
      system_alerts: z
        .strictObject({
          enabled: Flag.default(true),
          severity_threshold: z.enum(['info', 'warning', 'critical']).default('warning'),
        })
        .optional(),
    })
    .default({}),
  notification_rules: z
    .strictObject({
      success_threshold: z.number().min(0).max(1),
      notify_on_regression: Flag,
      batch_notifications: Flag,
      /** what may not have arrived is sent again, marked, or left to a person */
      delivery: z.enum(['at_least_once', 'at_most_once']),
    })
    .partial()
    .default({}),
})

/** Any connection, in the application's own words: what the settings page can do, a file can do. */
export const ConnectionEntry = z.strictObject({
  kind: Text,
  name: Text,
  enabled: Flag.default(true),
  config: z.record(z.string(), z.json()).default({}),
  secrets: z.record(z.string(), Text).default({}),
  triggers: z.array(z.json()).max(50).default([]),
})

export const RuleEntry = z.strictObject({
  event: z.enum(notificationEvents),
  /** name of a connection of this file */
  connection: Text,
  config: z.record(z.string(), z.json()).default({}),
})

/** Where one event goes; only these can be named, other connections have `rules`. */
export const RoutingEntry = z.strictObject({ github: Flag, slack: Flag, jira: Flag }).partial()

export const FileVersion = z.literal('1.0', 'must be "1.0"')
/** Notes for people; not read. */
export const Notes = z.record(z.string(), z.json())

export type GithubSection = z.output<typeof GithubSection>
export type JiraSection = z.output<typeof JiraSection>
export type SlackSection = z.output<typeof SlackSection>
export type Routing = Partial<
  Record<(typeof notificationEvents)[number], z.output<typeof RoutingEntry>>
>
