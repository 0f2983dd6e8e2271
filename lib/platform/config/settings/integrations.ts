import { z } from 'zod'

import { integer, optional } from '#lib/platform/config/settings/kinds.ts'
import { group } from '#lib/platform/config/settings/setting.ts'

export const integrations = group({
  INTEGRATIONS_FILE: {
    schema: optional,
    doc: 'JSON file of connections and routing (examples/integrations.demo.json, docs/integrations-file.md); read at start and whenever it changes, and it overrides what is set in the application',
  },
  SLACK_WEBHOOK_URL: {
    schema: z.url().optional(),
    doc: 'Slack incoming webhook',
    secret: true,
  },
  JIRA_EMAIL: {
    schema: z.email().optional(),
    doc: 'Jira account',
  },
  JIRA_API_TOKEN: {
    schema: optional,
    doc: 'Jira API token',
    secret: true,
  },
  GITHUB_TOKEN: {
    schema: optional,
    doc: 'GitHub API token',
    secret: true,
  },
  DEFECT_PASSES_TO_CLOSE: {
    schema: integer(1, 100, 2),
    doc: 'clean runs in a row after which a defect counts as resolved',
  },
  COMMIT_STATUS_TIMEOUT_MINUTES: {
    schema: integer(1, 10_080, 360),
    doc: 'a commit status that is still pending after this time is ended as an error',
  },
})
