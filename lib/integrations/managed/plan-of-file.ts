import type { CiEventKind } from '#db/enums.ts'
import type { GithubSection, JiraSection, Routing } from '#lib/integrations/managed/file-schema.ts'
import type { PlannedConnection } from '#lib/integrations/managed/types.ts'
import { definedValues } from '#lib/platform/defined-values.ts'
import { InvalidError } from '#lib/platform/errors.ts'

type Webhooks = NonNullable<GithubSection['features']['webhooks']>

/** GitHub's event in our words: its pushes are of branches and of tags. */
function kindsOf(events: Webhooks['trigger_tests_on'], pushes: CiEventKind[]): CiEventKind[] {
  const kinds = events.flatMap((event): CiEventKind[] => {
    if (event === 'push') return pushes
    if (event === 'deployment_status') return ['deployment']
    return event === 'issue_comment' ? ['comment'] : [event]
  })
  return [...new Set(kinds)]
}

/** What may come in. Where no suites are named, `trigger_tests_on` says what of it may start the server's own. */
function inboundOf(webhooks: Webhooks): { enabled: boolean; events: CiEventKind[] } {
  const { enabled, events, trigger_tests_on: triggers, suites } = webhooks
  const received = events ? kindsOf(events, ['push', 'tag']) : null
  const starting = suites.length === 0 && triggers.length > 0 ? kindsOf(triggers, ['push']) : null
  if (received === null || starting === null) return { enabled, events: received ?? starting ?? [] }
  const both = starting.filter((kind) => received.includes(kind))
  // Nothing in common is nothing to take, and an empty list would be everything.
  return both.length > 0 ? { enabled, events: both } : { enabled: false, events: [] }
}

function triggersOf(webhooks: Webhooks): unknown[] {
  const { suites, target, trigger_tests_on: triggers } = webhooks
  const events = kindsOf(triggers, ['push'])
  if (!webhooks.enabled || events.length === 0 || suites.length === 0) return []
  if (target === undefined)
    throw new InvalidError('Suites are named, but not the target that they run against', [
      { path: 'features.webhooks.target', message: 'is missing' },
    ])
  const { branches, environments, labels, mode } = webhooks
  return [
    {
      name: 'trigger_tests_on',
      events,
      branches,
      suites,
      target,
      ...definedValues({ environments, labels, mode }),
    },
  ]
}

type Channel = 'github' | 'jira'

/** What the routing says of events for a channel: null where it says nothing of any of them. */
function routed(routing: Routing, channel: Channel, events: readonly (keyof Routing)[]) {
  const said = events.flatMap((event) => routing[event]?.[channel] ?? [])
  return said.length === 0 ? null : said.some(Boolean)
}

/**
 * Which failures make issues, event by event; what a feature switches off, no route switches on. An event that is not
 * routed is left as the features have it.
 */
function issuesOf(
  routing: Routing,
  channel: Channel,
  features: {
    enabled?: boolean | undefined
    any?: boolean | undefined
    critical?: boolean | undefined
  },
): Record<string, boolean> {
  const any = routed(routing, channel, ['test_failure', 'defect_created'])
  const critical = routed(routing, channel, ['critical_failure'])
  const regression = routed(routing, channel, ['regression_detected'])
  if (any === null && critical === null && regression === null) return {}
  const wanted = [any, critical, regression].some((one) => one === true)
  return definedValues({
    enabled: wanted ? features.enabled : false,
    on_failure: any === null ? features.any : any && features.any !== false,
    on_critical_failure:
      critical === null ? features.critical : critical && features.critical !== false,
    on_regression: regression ?? undefined,
  }) as Record<string, boolean>
}

/** The connection of `integrations.github`. Throws `InvalidError` with paths within the section. */
export function githubConnection(section: GithubSection, routing: Routing): PlannedConnection {
  const { features, token, webhook_secret } = section
  const { webhooks, issue_creation: issues, commit_status: status } = features
  const tells = routed(routing, 'github', ['test_run_complete'])
  const creation = issuesOf(routing, 'github', {
    enabled: issues?.enabled,
    any: issues?.on_failure,
  })
  return {
    kind: 'github',
    name: 'GitHub',
    isEnabled: section.enabled,
    config: definedValues({
      base_url: section.base_url,
      repository: `${section.repo_owner}/${section.repo_name}`,
      commit_status: tells === false ? { ...status, enabled: false } : status,
      issue_creation:
        issues || Object.keys(creation).length > 0 ? { ...issues, ...creation } : undefined,
      webhooks: webhooks && inboundOf(webhooks),
    }),
    secrets: definedValues({ token, webhook_secret }),
    triggers: webhooks ? triggersOf(webhooks) : [],
  }
}

/** The connection of `integrations.jira`. */
export function jiraConnection(section: JiraSection, routing: Routing): PlannedConnection {
  const { issue_creation: issues = {}, issue_updates: updates } = section.features
  const { done_status, reopened_status, ...issue_updates } = updates ?? {}
  const { issue_type, priority_mapping, ...creation } = issues
  const routedCreation = issuesOf(routing, 'jira', {
    enabled: creation.enabled,
    critical: creation.on_critical_failure,
  })
  const settings = { ...creation, ...routedCreation }
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
      issue_creation: Object.keys(settings).length > 0 ? settings : undefined,
      issue_updates: updates && issue_updates,
      deployment: section.deployment,
      done_status,
      reopened_status,
    }),
    secrets: definedValues({ api_token: section.api_token }),
    triggers: [],
  }
}
