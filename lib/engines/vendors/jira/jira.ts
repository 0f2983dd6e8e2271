import { JiraConfig, JiraSecrets } from '#lib/engines/vendors/jira/settings.ts'
import type { JiraApi } from '#lib/engines/vendors/jira/api.ts'
import { defineIntegration, type Io, type Tracker } from '#lib/engines/vendors/types.ts'

/** jira.js is for Jira Cloud alone, and heavy. */
async function openApi(config: JiraConfig, secrets: JiraSecrets, io: Io): Promise<JiraApi> {
  return config.deployment === 'data_center'
    ? (await import('#lib/engines/vendors/jira/data-center-api.ts')).dataCenterApi(
        config,
        secrets,
        io,
      )
    : (await import('#lib/engines/vendors/jira/cloud-api.ts')).cloudApi(config, secrets, io)
}

/** The client of Jira takes 45 MB and 0.8 s to load: a process that never calls Jira does without. */
function lazyTracker(config: JiraConfig, secrets: JiraSecrets, io: Io): Tracker {
  let opened: Promise<Tracker> | undefined
  const open = () =>
    (opened ??= Promise.all([
      import('#lib/engines/vendors/jira/tracker.ts'),
      openApi(config, secrets, io),
    ]).then(([{ jiraTracker }, jira]) => jiraTracker(config, jira)))
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

/** Jira, in the cloud or on a server of one's own: an issue for each defect, found again by a label. */
export const jira = defineIntegration({
  kind: 'jira',
  label: 'Jira',
  summary: 'Opens, comments and closes issues of a project of Jira Cloud or Jira Data Center.',
  config: JiraConfig,
  secrets: JiraSecrets,
  check: async (config, secrets, io) =>
    (await import('#lib/engines/vendors/jira/check.ts')).checkJira(
      config,
      await openApi(config, secrets, io),
    ),
  tracker: lazyTracker,
})
