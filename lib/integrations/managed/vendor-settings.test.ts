import { expect, test } from 'vitest'

import { parseIntegrationsFile } from '#lib/integrations/managed/read-file.ts'
import { parseConfig } from '#lib/integrations/parse-settings.ts'

const environment = {
  JIRA_API_TOKEN: 'jira-token-0123456789',
  SLACK_WEBHOOK_URL: 'https://hooks.slack.com/services/T0/B0/one',
}

test('a Jira of one’s own, the status for what is fixed, a milestone and how often to send', () => {
  const { connections, rules } = parseIntegrationsFile(
    JSON.stringify({
      version: '1.0',
      integrations: {
        jira: {
          enabled: true,
          deployment: 'data_center',
          base_url: 'https://jira.example.com',
          api_token: '${JIRA_API_TOKEN}',
          project: 'QA',
          features: { issue_updates: { done_status: 'Erledigt', reopened_status: 'Offen' } },
        },
        github: {
          enabled: true,
          repo_owner: 'acme',
          repo_name: 'voice',
          features: { issue_creation: { enabled: true, milestone: 'Q1 2027' } },
        },
        slack: {
          enabled: true,
          webhook_url: '${SLACK_WEBHOOK_URL}',
          notification_rules: { delivery: 'at_most_once' },
        },
      },
      notification_routing: { critical_failure: { slack: true }, worker_down: { slack: true } },
    }),
    environment,
  )
  const config = (kind: string) =>
    parseConfig(kind, connections.find((one) => one.kind === kind)?.config)
  expect(config('jira')).toMatchObject({
    deployment: 'data_center',
    done_status: 'Erledigt',
    reopened_status: 'Offen',
  })
  expect(config('github')).toMatchObject({ issue_creation: { milestone: 'Q1 2027' } })
  expect(rules.map((rule) => rule.config['delivery'])).toEqual(['at_most_once', 'at_most_once'])
})
