import { JiraConfig, JiraSecrets } from '#lib/engines/vendors/jira/settings.ts'
import { defineIntegration, type Io, type Tracker } from '#lib/engines/vendors/types.ts'

/** The client of Jira takes 45 MB and 0.8 s to load: a process that never calls Jira does without. */
function lazyTracker(config: JiraConfig, secrets: JiraSecrets, io: Io): Tracker {
  let opened: Promise<Tracker> | undefined
  const open = () =>
    (opened ??= import('#lib/engines/vendors/jira/tracker.ts').then(({ jiraTracker }) =>
      jiraTracker(config, secrets, io),
    ))
  return {
    findIssue: async (...given) => (await open()).findIssue(...given),
    createIssue: async (...given) => (await open()).createIssue(...given),
    getIssue: async (...given) => (await open()).getIssue(...given),
    comment: async (...given) => (await open()).comment(...given),
    updateIssue: async (...given) => (await open()).updateIssue(...given),
    close: async (...given) => (await open()).close(...given),
    reopen: async (...given) => (await open()).reopen(...given),
  }
}

/** Jira Cloud: an issue for each defect, found again by a label. */
export const jira = defineIntegration({
  kind: 'jira',
  label: 'Jira',
  summary: 'Opens, comments and closes issues of a Jira Cloud project.',
  config: JiraConfig,
  secrets: JiraSecrets,
  check: async (config, secrets, io) =>
    (await import('#lib/engines/vendors/jira/check.ts')).checkJira(config, secrets, io),
  tracker: lazyTracker,
})
