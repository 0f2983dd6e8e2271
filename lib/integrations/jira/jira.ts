import { defineIntegration, type Tracker } from '../types.ts'
import { checkJira } from './check.ts'
import { JiraConfig, JiraSecrets } from './settings.ts'
import { jiraTracker } from './tracker.ts'

/** Jira Cloud: an issue for each defect, found again by a label. */
export const jira = defineIntegration({
  kind: 'jira',
  label: 'Jira',
  summary: 'Opens, comments and closes issues of a Jira Cloud project',
  config: JiraConfig,
  secrets: JiraSecrets,
  check: checkJira,
  tracker: (config, secrets, io): Tracker => jiraTracker(config, secrets, io),
})
