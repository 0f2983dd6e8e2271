type FakeJiraStatus = { name: string; category: 'new' | 'indeterminate' | 'done' }

type FakeJiraField = { id: string; name: string; allowedValues?: { id: string; name: string }[] }

export type FakeJiraTransition = {
  id: string
  name: string
  /** name of the status it leads to */
  to: string
  /** statuses it is offered from; every other one when absent */
  from?: string[]
  /** fields of its screen that must be filled */
  required?: FakeJiraField[]
  /** fields of its screen that may be filled */
  optional?: FakeJiraField[]
}

export type FakeJiraIssue = {
  id: string
  key: string
  project: string
  status: string
  fields: Record<string, unknown>
  comments: { id: string; body: unknown }[]
  /** what its transitions filled in */
  resolution: string | null
}

export type FakeJiraProject = {
  issueTypes: { id: string; name: string; subtask: boolean }[]
  priorities: string[]
  /** on the create screen besides those that every project has */
  customFields: { id: string; name: string; required: boolean; options: string[] }[]
  /** system fields that are not on the create screen */
  hidden: Set<string>
}

export type FakeJiraState = {
  /** Data Center: REST API 2, a personal access token, wiki markup, user names */
  deployment: 'cloud' | 'data_center'
  email: string
  apiToken: string
  projects: Map<string, FakeJiraProject>
  accounts: Set<string>
  statuses: FakeJiraStatus[]
  transitions: FakeJiraTransition[]
  issues: FakeJiraIssue[]
  /** searches answer that many empty pages before the one with results */
  emptyPages: number
  /** Throws when there is no such issue or status. A person moves it, whatever the workflow offers. */
  move: (key: string, status: string) => void
  issue: (key: string) => FakeJiraIssue | undefined
}

/** A project QA with the usual workflow and one more closed status, which is not a fix. */
export function createJiraState(deployment: FakeJiraState['deployment']): FakeJiraState {
  const issues: FakeJiraIssue[] = []
  const statuses: FakeJiraStatus[] = [
    { name: 'To Do', category: 'new' },
    { name: 'In Progress', category: 'indeterminate' },
    { name: "Won't do", category: 'done' },
    { name: 'Done', category: 'done' },
  ]
  const issue = (key: string) => issues.find((one) => one.key === key)
  return {
    deployment,
    email: 'qa@example.com',
    apiToken: 'ATATT-peer-token',
    projects: new Map([
      [
        'QA',
        {
          issueTypes: [
            { id: '10001', name: 'Task', subtask: false },
            { id: '10002', name: 'Bug', subtask: false },
            { id: '10003', name: 'Sub-task', subtask: true },
          ],
          priorities: ['Highest', 'High', 'Medium', 'Low', 'Lowest'],
          customFields: [],
          hidden: new Set<string>(),
        },
      ],
    ]),
    accounts: new Set([deployment === 'cloud' ? '5b10a2844c20165700ede21g' : 'anna']),
    statuses,
    transitions: [
      { id: '11', name: 'Back to the list', to: 'To Do' },
      { id: '21', name: 'Start', to: 'In Progress' },
      { id: '41', name: 'Reject', to: "Won't do" },
      { id: '31', name: 'Finish', to: 'Done' },
    ],
    issues,
    emptyPages: 0,
    move: (key, status) => {
      const found = issue(key)
      if (!found || !statuses.some(({ name }) => name === status))
        throw new Error(`no issue ${key} or status ${status}`)
      found.status = status
    },
    issue,
  }
}
