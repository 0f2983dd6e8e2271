import type {
  GithubSection,
  IntegrationsFile,
  JiraSection,
  SlackSection,
} from '#lib/integrations/managed/file-schema.ts'
import type {
  ManagedPlan,
  PlannedConnection,
  PlannedRule,
} from '#lib/integrations/managed/types.ts'
import { definedValues } from '#lib/platform/defined-values.ts'
import { InvalidError } from '#lib/platform/errors.ts'

const runEvents = ['push', 'tag', 'pull_request', 'release']

function github(section: GithubSection): PlannedConnection {
  const { features, token, webhook_secret } = section
  const { webhooks } = features
  const events = (webhooks?.trigger_tests_on ?? []).filter((event) => runEvents.includes(event))
  const isTriggered = webhooks?.enabled === true && events.length > 0 && webhooks.suites.length > 0
  if (isTriggered && webhooks.target === undefined)
    throw new InvalidError('Suites are named, but not the target that they run against', [
      { path: 'integrations.github.features.webhooks.target', message: 'is missing' },
    ])
  return {
    kind: 'github',
    name: 'GitHub',
    isEnabled: section.enabled,
    config: definedValues({
      base_url: section.base_url,
      repository: `${section.repo_owner}/${section.repo_name}`,
      commit_status: features.commit_status,
      issue_creation: features.issue_creation,
    }),
    secrets: definedValues({ token, webhook_secret }),
    triggers: isTriggered
      ? [
          {
            name: 'trigger_tests_on',
            events,
            branches: webhooks.branches,
            suites: webhooks.suites,
            ...definedValues({ target: webhooks.target }),
          },
        ]
      : [],
  }
}

function jira(section: JiraSection): PlannedConnection {
  const { issue_creation = {}, issue_updates: updates } = section.features
  const { done_status, reopened_status, ...issue_updates } = updates ?? {}
  const { issue_type, priority_mapping, ...creation } = issue_creation
  return {
    kind: 'jira',
    name: 'Jira',
    isEnabled: section.enabled,
    config: definedValues({
      base_url: section.base_url,
      email: section.email,
      project: section.project,
      issue_type,
      priority_mapping,
      issue_creation: section.features.issue_creation && creation,
      issue_updates: updates && issue_updates,
      deployment: section.deployment,
      done_status,
      reopened_status,
    }),
    secrets: definedValues({ api_token: section.api_token }),
    triggers: [],
  }
}

/** One connection for the default channel and one for each further channel that has an address. */
function slack(section: SlackSection): PlannedConnection[] {
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
  const wanted = runs?.notify_on ?? ['change']
  const notify_on = wanted.includes('success')
    ? 'always'
    : wanted.includes('change')
      ? 'change'
      : 'failure'
  return {
    event,
    connection: 'Slack',
    config: {
      ...batch,
      notify_on,
      include_metrics: runs?.include_metrics ?? false,
      ...definedValues({ success_threshold: rules.success_threshold }),
    },
  }
}

/**
 * Routing to GitHub and Jira needs no rule: commit status and issues follow from their features. A feature that
 * no event is routed to is switched off.
 */
function routed(connection: PlannedConnection, file: IntegrationsFile): PlannedConnection {
  const routing = Object.values(file.notification_routing)
  const named = routing.filter((channels) => connection.kind in channels)
  if (named.length === 0 || named.some((channels) => channels[connection.kind])) return connection
  const off = { enabled: false }
  const { commit_status, issue_creation, ...config } = connection.config
  return {
    ...connection,
    config: {
      ...config,
      ...(connection.kind === 'github' && {
        commit_status: { ...Object(commit_status), ...off },
      }),
      issue_creation: { ...Object(issue_creation), ...off },
    },
  }
}

/** Connections and rules that a file asks for. */
export function planOfFile(file: IntegrationsFile): ManagedPlan {
  const sections = file.integrations
  const connections = [
    ...(sections.github ? [routed(github(sections.github), file)] : []),
    ...(sections.jira ? [routed(jira(sections.jira), file)] : []),
    ...(sections.slack ? slack(sections.slack) : []),
    ...file.connections.map(({ enabled, ...rest }) => ({ ...rest, isEnabled: enabled })),
  ]
  const slackSection = sections.slack
  const events = Object.entries(file.notification_routing) as [
    PlannedRule['event'],
    Record<string, boolean> | undefined,
  ][]
  const rules = slackSection?.enabled
    ? events.flatMap(([event, channels]) =>
        channels?.['slack'] ? (slackRule(event, slackSection) ?? []) : [],
      )
    : []
  return { connections, rules: [...rules, ...file.rules] }
}
