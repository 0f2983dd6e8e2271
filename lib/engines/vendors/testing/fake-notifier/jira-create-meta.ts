import type {
  FakeAnswer,
  FakeRequest,
} from '#lib/engines/vendors/testing/fake-notifier/fake-http.ts'
import { Refusal } from '#lib/engines/vendors/testing/fake-notifier/jira-refusal.ts'
import type { FakeJiraState } from '#lib/engines/vendors/testing/fake-notifier/jira-state.ts'

const systemNames = {
  project: 'Project',
  issuetype: 'Issue Type',
  summary: 'Summary',
  description: 'Description',
  labels: 'Labels',
  priority: 'Priority',
  assignee: 'Assignee',
}

/** What may be set when an issue is created, page by page. */
export function createMeta(state: FakeJiraState, request: FakeRequest): FakeAnswer {
  const [, projectKey = '', typeId] =
    /^\/rest\/api\/[23]\/issue\/createmeta\/([^/]+)\/issuetypes(?:\/(\d+))?$/.exec(request.path) ??
    []
  const project = state.projects.get(projectKey)
  if (!project) throw new Refusal(404, {}, ['No project could be found'])
  const startAt = Number(request.query.get('startAt') ?? 0)
  const page = <T>(all: T[], name: string): FakeAnswer => ({
    status: 200,
    // Two on a page: a client that reads only the first page is found out.
    body: {
      [state.deployment === 'cloud' ? name : 'values']: all.slice(startAt, startAt + 2),
      startAt,
      maxResults: 2,
      total: all.length,
    },
  })
  if (typeId === undefined) return page(project.issueTypes, 'issueTypes')
  const system = Object.entries(systemNames)
    .filter(([id]) => !project.hidden.has(id))
    .map(([id, name]) => ({
      fieldId: id,
      key: id,
      name,
      operations: ['set'],
      required: ['project', 'issuetype', 'summary'].includes(id),
      hasDefaultValue: false,
      ...(id === 'priority' && {
        allowedValues: project.priorities.map((one, at) => ({ id: String(at + 1), name: one })),
      }),
    }))
  const custom = project.customFields.map(({ id, name, required, options }) => ({
    fieldId: id,
    key: id,
    name,
    operations: ['set'],
    required,
    hasDefaultValue: false,
    allowedValues: options.map((value, at) => ({ id: String(at + 1), value })),
  }))
  return page([...system, ...custom], 'fields')
}
