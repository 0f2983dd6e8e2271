import { jira } from '#lib/engines/vendors/jira/jira.ts'
import type { FakeJira } from '#lib/engines/vendors/testing/fake-notifier/fake-jira.ts'
import type { FakeJiraIssue } from '#lib/engines/vendors/testing/fake-notifier/jira-state.ts'
import { openTestIo } from '#lib/engines/vendors/testing/fake-notifier/test-io.ts'
import type { Io, IssueDraft, Tracker } from '#lib/engines/vendors/types.ts'

export type JiraOverrides = { config?: object; secrets?: object; io?: Io }

/** Settings and secrets that fit the peer. */
export const jiraSettings = (peer: FakeJira, { config = {}, secrets = {} }: JiraOverrides = {}) =>
  [
    {
      base_url: peer.url,
      ...(peer.state.deployment === 'cloud'
        ? { email: peer.state.email }
        : { deployment: 'data_center' as const }),
      project: 'QA',
      ...config,
    },
    { api_token: peer.state.apiToken, ...secrets },
  ] as const

export function openJira(peer: FakeJira, over: JiraOverrides = {}): Tracker {
  const tracker = jira.tracker?.(...jiraSettings(peer, over), over.io ?? openTestIo('jira'))
  if (!tracker) throw new Error('Jira has no tracker')
  return tracker
}

export const jiraDraft = (over: Partial<IssueDraft> = {}): IssueDraft => ({
  marker: 'defect 1',
  title: 'Wrong city\nin the answer',
  description: {
    text: 'Heard "boston".\nSaid "toronto".\n\n\nSince yesterday \u0007😀',
    facts: [{ label: 'Suite', value: 'Weather basics' }],
    url: 'https://ear.test/defects/1',
  },
  severity: 'critical',
  labels: ['voice ai'],
  assignees: [],
  ...over,
})

/** The one issue that there must be. */
export function onlyIssue({ state }: FakeJira): FakeJiraIssue {
  const [issue, ...rest] = state.issues
  if (!issue || rest.length > 0) throw new Error(`the peer has ${state.issues.length} issues`)
  return issue
}
