import { readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { parseIntegrationsFile } from '#lib/integrations/managed/read-file.ts'
import { parseConfig } from '#lib/integrations/parse-settings.ts'

const demo = readFileSync(
  new URL('../../../examples/integrations.demo.json', import.meta.url),
  'utf8',
)
const environment = {
  GITHUB_TOKEN: 'ghp_0123456789abcdef',
  JIRA_EMAIL: 'qa@example.com',
  JIRA_API_TOKEN: 'jira-token-0123456789',
  SLACK_WEBHOOK_URL: 'https://hooks.slack.com/services/T0/B0/one',
  SLACK_DEFECTS_WEBHOOK_URL: 'https://hooks.slack.com/services/T0/B0/two',
}
const faultsOf = (text: string, given: Record<string, string> = environment) => {
  try {
    const { faults } = parseIntegrationsFile(text, given)
    return faults.length === 0 ? 'accepted' : JSON.stringify(faults)
  } catch (error) {
    return JSON.stringify(
      error instanceof Error && 'faults' in error ? [error.message, error.faults] : String(error),
    )
  }
}
type Part = Record<string, unknown>
const changed = (change: (file: Part) => void) => {
  const file = JSON.parse(demo) as Part
  change(file)
  return JSON.stringify(file)
}

test('the demo file loads: each connection fits its kind', () => {
  const { connections } = parseIntegrationsFile(demo, environment)
  expect(connections.map(({ kind, name }) => `${kind}: ${name}`)).toEqual([
    'github: GitHub',
    'jira: Jira',
    'slack: Slack',
    'slack: Slack #defects',
  ])
  for (const { kind, config } of connections) expect(() => parseConfig(kind, config)).not.toThrow()
  expect(connections[3]?.secrets).toEqual({ webhook_url: environment.SLACK_DEFECTS_WEBHOOK_URL })
})

test('routing becomes rules: alerts go to their own channel, with the team mentioned', () => {
  const { rules } = parseIntegrationsFile(demo, environment)
  const by = Object.fromEntries(rules.map((rule) => [rule.event, rule]))
  expect(by['critical_failure']).toMatchObject({
    connection: 'Slack #defects',
    config: { mentions: ['S0123456789'] },
  })
  expect(by['test_run_complete']).toMatchObject({
    connection: 'Slack',
    config: { notify_on: 'change', success_threshold: 0.95, batch_window_minutes: 5 },
  })
  expect(by['worker_down']).toMatchObject({ config: { severity_threshold: 'medium' } })
})

test('what CI may start names branches, suites and target', () => {
  const { connections } = parseIntegrationsFile(demo, environment)
  expect(connections[0]?.triggers).toEqual([
    {
      name: 'trigger_tests_on',
      events: ['push', 'pull_request'],
      branches: ['main', 'release/*'],
      suites: ['Weather', 'Phone'],
      target: 'Simulator',
    },
  ])
})

test('a variable that is not set is named with its place, not its neighbours’ values', () => {
  const { JIRA_API_TOKEN: _, ...rest } = environment
  const faults = faultsOf(demo, rest)
  expect(faults).toContain('integrations.jira.api_token')
  expect(faults).toContain('no variable JIRA_API_TOKEN')
  expect(faults).not.toContain(environment.GITHUB_TOKEN)
})

test('a switched-off section needs no variables', () => {
  const text = demo.replaceAll('"enabled": true', '"enabled": false')
  expect(parseIntegrationsFile(text, {}).connections).toEqual([])
})

test.each(['SECRETS_KEY', 'DATABASE_URL', 'PATH'])(
  'the server’s own %s cannot be read through the file',
  (name) => {
    const given = { ...environment, [name]: 'the value itself' }
    const faults = faultsOf(demo.replace('${GITHUB_TOKEN}', `\${${name}}`), given)
    expect(faults).toContain(`${name} may not be read from here`)
    expect(faults).not.toContain('the value itself')
  },
)

test.each<[string, string, string]>([
  ['text that is no JSON', '{"version": ', 'is not JSON'],
  ['another version', demo.replace('"1.0"', '"2.0"'), 'version'],
  ['a misspelt key', demo.replace('"repo_owner"', '"repo_ownr"'), 'repo_ownr'],
  [
    'an unknown event',
    demo.replace('"regression_detected"', '"regression_found"'),
    'notification_routing',
  ],
  [
    'suites without a target',
    demo.replace(/,\s*"target": "Simulator"/, ''),
    'integrations.github.features.webhooks.target',
  ],
])('%s is refused with its place', (_, text, place) => expect(faultsOf(text)).toContain(place))

test('a placeholder in a key is left alone, in a list it is replaced', () => {
  const text = changed((file) =>
    Object.assign(file, {
      connections: [
        {
          kind: 'email',
          name: 'Mail',
          config: {
            recipients: ['${EMAIL_TEAM}'],
            host: 'smtp.example.com',
            from: 'a@example.com',
          },
        },
      ],
    }),
  )
  const { connections } = parseIntegrationsFile(text, { ...environment, EMAIL_TEAM: 'qa@x.test' })
  expect(connections.at(-1)?.config).toMatchObject({ recipients: ['qa@x.test'] })
})

const broken = (text: string) => {
  const { faults, connections, broken: off } = parseIntegrationsFile(text, environment)
  return {
    paths: faults.map(({ path }) => path),
    names: connections.map(({ name }) => name),
    off: off.map(({ name }) => name),
  }
}

describe('one wrong entry leaves the others in use', () => {
  test('a section', () =>
    expect(broken(demo.replace('"repo_owner"', '"repo_ownr"'))).toMatchObject({
      paths: expect.arrayContaining(['integrations.github.repo_ownr']) as string[],
      names: ['Jira', 'Slack', 'Slack #defects'],
      off: ['GitHub'],
    }))

  test('a connection, named with its place and switched off', () => {
    const hook = { kind: 'webhook', name: 'CI', config: { url: 'https://a.test' } }
    const text = changed((file) =>
      Object.assign(file, { connections: [hook, { ...hook, name: 'Two', confg: {} }, hook] }),
    )
    expect(broken(text)).toMatchObject({
      paths: ['connections[1].confg', 'connections[2].name'],
      names: ['GitHub', 'Jira', 'Slack', 'Slack #defects', 'CI'],
      off: ['Two'],
    })
  })

  test('a route, a rule, a section and a key that are not known', () => {
    const text = changed((file) => {
      Object.assign(file['notification_routing'] as Part, {
        sundown: { slack: true },
        test_failure: { teams: true },
        worker_down: { slack: true, jira: true },
      })
      Object.assign(file['integrations'] as Part, { teams: {} })
      Object.assign(file, { rules: [{ event: 'test_failure' }], extra: 1 })
    })
    const { paths, names } = broken(text)
    expect(paths).toEqual([
      'extra',
      'integrations.teams',
      'notification_routing.test_failure.teams',
      'notification_routing.worker_down.jira',
      'notification_routing.sundown',
      'rules[0].connection',
    ])
    expect(names).toHaveLength(4)
  })
})

const github = (change: (webhooks: Part) => void) => {
  const { connections } = parseIntegrationsFile(
    changed((file) => {
      const { github: section } = file['integrations'] as {
        github: { features: { webhooks: Part } }
      }
      const { features } = section
      change(features.webhooks)
    }),
    environment,
  )
  return connections[0]
}

describe('webhooks of GitHub', () => {
  test('mode, labels and environments reach the rule', () =>
    expect(
      github((webhooks) =>
        Object.assign(webhooks, {
          mode: 'text',
          trigger_tests_on: ['merge_group', 'deployment_status', 'issue_comment'],
          environments: ['staging'],
        }),
      )?.triggers,
    ).toMatchObject([
      { mode: 'text', events: ['merge_group', 'deployment', 'comment'], environments: ['staging'] },
    ]))

  test('`events` says what may come', () =>
    expect(
      github((webhooks) => Object.assign(webhooks, { events: ['release'] }))?.config,
    ).toMatchObject({ webhooks: { enabled: true, events: ['release'] } }))

  test('`enabled: false` takes nothing, and no rule is left', () =>
    expect(github((webhooks) => Object.assign(webhooks, { enabled: false }))).toMatchObject({
      config: { webhooks: { enabled: false } },
      triggers: [],
    }))

  test('without suites, `trigger_tests_on` bounds what starts the server’s own', () =>
    expect(
      github((webhooks) => Object.assign(webhooks, { suites: [], trigger_tests_on: ['release'] })),
    ).toMatchObject({ config: { webhooks: { events: ['release'] } }, triggers: [] }))

  test('an event that nobody knows is a fault', () =>
    expect(github((webhooks) => Object.assign(webhooks, { events: ['pushh'] }))?.name).toBe('Jira'))
})

const slackRule = (notify_on: string[]) => {
  const { rules } = parseIntegrationsFile(
    demo.replace('"notify_on": ["change"]', `"notify_on": ${JSON.stringify(notify_on)}`),
    environment,
  )
  return rules.find(({ event }) => event === 'test_run_complete')?.config
}

test.each<[string[], object]>([
  [['success'], { notify_on: 'always', outcomes: ['success'] }],
  [['warning'], { notify_on: 'always', outcomes: ['warning'] }],
  [['failure'], { notify_on: 'failure' }],
  [['failure', 'warning'], { notify_on: 'always', outcomes: ['warning', 'failure'] }],
  [['success', 'failure', 'warning'], { notify_on: 'always' }],
  [['change'], { notify_on: 'change' }],
  [['change', 'failure'], { notify_on: 'change', outcomes: ['failure'] }],
])('notify_on %j', (given, expected) => {
  const config = slackRule(given)
  expect(config).toMatchObject(expected)
  if (!('outcomes' in expected)) expect(config).not.toHaveProperty('outcomes')
})

const creation = (routing: object, kind: 'github' | 'jira') => {
  const text = changed((file) => Object.assign(file, { notification_routing: routing }))
  const { connections } = parseIntegrationsFile(text, environment)
  return connections.find((one) => one.kind === kind)?.config
}

describe('routing to GitHub and Jira, event by event', () => {
  test('failures, critical ones and regressions each make issues of their own', () => {
    expect(
      creation({ test_failure: { jira: true }, critical_failure: { jira: false } }, 'jira'),
    ).toMatchObject({
      issue_creation: { enabled: true, on_failure: true, on_critical_failure: false },
    })
    expect(
      creation(
        { regression_detected: { github: true }, test_failure: { github: false } },
        'github',
      ),
    ).toMatchObject({
      issue_creation: { enabled: true, on_failure: false, on_regression: true },
      commit_status: { enabled: true },
    })
  })

  test('the commit status follows the end of a run, and nothing else', () =>
    expect(
      creation({ test_run_complete: { github: false }, test_failure: { github: true } }, 'github'),
    ).toMatchObject({ commit_status: { enabled: false }, issue_creation: { enabled: true } }))

  test('what is routed nowhere is off, what is not named is left alone', () => {
    const off = { jira: false }
    expect(creation({ test_failure: off, critical_failure: off }, 'jira')).toMatchObject({
      issue_creation: { enabled: false },
    })
    expect(creation({ test_failure: { slack: true } }, 'jira')).toMatchObject({
      issue_creation: { enabled: true, on_critical_failure: true },
    })
  })
})
