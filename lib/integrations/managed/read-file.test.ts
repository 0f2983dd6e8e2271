import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

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
    parseIntegrationsFile(text, given)
    return 'accepted'
  } catch (error) {
    return JSON.stringify(
      error instanceof Error && 'faults' in error ? [error.message, error.faults] : String(error),
    )
  }
}
const changed = (change: (file: Record<string, never>) => void) => {
  const file = JSON.parse(demo) as Record<string, never>
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
