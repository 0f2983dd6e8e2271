import type { Routing, SlackSection } from '#lib/integrations/managed/file-schema.ts'
import type { PlannedConnection, PlannedRule } from '#lib/integrations/managed/types.ts'
import { definedValues } from '#lib/platform/defined-values.ts'

/** One connection for the default channel and one for each further channel that has an address. */
export function slackConnections(section: SlackSection): PlannedConnection[] {
  const { username, icon_emoji, webhook_url, bot_token } = section
  const one = (name: string, channel: string | undefined, secrets: Record<string, string>) => ({
    kind: 'slack',
    name,
    isEnabled: section.enabled,
    config: definedValues({ channel, username, icon_emoji }),
    secrets,
    triggers: [],
  })
  const override = section.features.defect_alerts?.channel_override
  const extra = Object.entries(section.channel_webhooks).map(([channel, url]) =>
    one(`Slack ${channel}`, channel, { webhook_url: url }),
  )
  // A bot token may write to any channel it is a member of.
  const needsOne = override && !(override in section.channel_webhooks) && bot_token !== undefined
  return [
    one('Slack', section.default_channel, definedValues({ webhook_url, bot_token })),
    ...extra,
    ...(needsOne && bot_token !== undefined
      ? [one(`Slack ${override}`, override, { bot_token })]
      : []),
  ]
}

type Wanted = NonNullable<SlackSection['features']['test_run_notifications']>['notify_on']

/** `notify_on` of the file as a rule has it: what is listed is sent, and nothing else. */
function whenOf(wanted: Wanted): Record<string, unknown> {
  const outcomes = (['success', 'warning', 'failure'] as const).filter((one) =>
    wanted.includes(one),
  )
  if (outcomes.length === 3) return { notify_on: 'always' }
  const listed = outcomes.length > 0 ? { outcomes } : {}
  if (wanted.includes('change')) return { notify_on: 'change', ...listed }
  if (outcomes.length === 1 && outcomes[0] === 'failure') return { notify_on: 'failure' }
  return { notify_on: 'always', ...listed }
}

const severityOf = { info: 'low', warning: 'medium', critical: 'critical' } as const
const systemEvents = new Set(['review_backlog', 'worker_down', 'integration_failing'])
const defectEvents = new Set(['critical_failure', 'defect_created'])

/** The rule that the routing of one event to Slack stands for; null when its feature is off. */
function slackRule(event: PlannedRule['event'], section: SlackSection): PlannedRule | null {
  const { features, notification_rules: rules } = section
  const batch = {
    ...(rules.batch_notifications === true && { batch_window_minutes: 5 }),
    ...definedValues({ delivery: rules.delivery }),
  }
  if (systemEvents.has(event)) {
    const { enabled, severity_threshold } = features.system_alerts ?? {}
    if (enabled === false) return null
    return {
      event,
      connection: 'Slack',
      config: { ...batch, severity_threshold: severityOf[severity_threshold ?? 'warning'] },
    }
  }
  if (defectEvents.has(event)) {
    const alerts = features.defect_alerts
    if (alerts?.enabled === false) return null
    const channel = alerts?.channel_override
    return {
      event,
      connection: channel ? `Slack ${channel}` : 'Slack',
      config: { ...batch, mentions: alerts?.mention_team ? [alerts.mention_team] : [] },
    }
  }
  const runs = features.test_run_notifications
  if (runs?.enabled === false) return null
  if (event === 'regression_detected' && rules.notify_on_regression === false) return null
  return {
    event,
    connection: 'Slack',
    config: {
      ...batch,
      ...whenOf(runs?.notify_on ?? ['change']),
      include_metrics: runs?.include_metrics ?? false,
      ...definedValues({ success_threshold: rules.success_threshold }),
    },
  }
}

/** The rules that the routing of events to Slack stands for. */
export function slackRules(section: SlackSection, routing: Routing): PlannedRule[] {
  const events = Object.entries(routing) as [PlannedRule['event'], Routing[PlannedRule['event']]][]
  return events.flatMap(([event, channels]) =>
    channels?.slack ? (slackRule(event, section) ?? []) : [],
  )
}
