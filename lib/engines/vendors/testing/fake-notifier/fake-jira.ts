import { z } from 'zod'

import { readJson, startFakeHttp } from '#lib/engines/vendors/testing/fake-notifier/fake-http.ts'
import type {
  FakeHttp,
  FakeAnswer,
  FakeRequest,
} from '#lib/engines/vendors/testing/fake-notifier/fake-http.ts'
import { createMeta } from '#lib/engines/vendors/testing/fake-notifier/jira-create-meta.ts'
import {
  type Errors,
  parse,
  Refusal,
} from '#lib/engines/vendors/testing/fake-notifier/jira-refusal.ts'
import {
  CommentBody,
  CreateBody,
  EditBody,
  jqlForm,
  SearchBody,
  SystemFields,
  TransitionBody,
} from '#lib/engines/vendors/testing/fake-notifier/jira-schemas.ts'
import {
  createJiraState,
  type FakeJiraIssue,
  type FakeJiraProject,
  type FakeJiraState,
  type FakeJiraTransition,
} from '#lib/engines/vendors/testing/fake-notifier/jira-state.ts'

export type FakeJira = {
  url: string
  state: FakeJiraState
  http: FakeHttp
  close: () => Promise<void>
}

const notFound = () =>
  new Refusal(404, {}, ['Issue does not exist or you do not have permission to see it.'])

const offScreen = (field: string) =>
  `Field '${field}' cannot be set. It is not on the appropriate screen, or unknown.`

function checkField(
  state: FakeJiraState,
  project: FakeJiraProject,
  id: string,
  value: unknown,
): string | null {
  if (project.hidden.has(id)) return offScreen(id)
  const custom = project.customFields.find((field) => field.id === id)
  if (custom) {
    const option = z.strictObject({ value: z.enum(custom.options) }).safeParse(value)
    return option.success ? null : `Specify a valid value for ${custom.name}`
  }
  const schema = Object.entries(SystemFields).find(([name]) => name === id)?.[1]
  if (!schema) return offScreen(id)
  const result = schema.safeParse(value)
  if (!result.success) return result.error.issues[0]?.message ?? 'invalid'
  if (id === 'priority') {
    const { name } = SystemFields.priority.parse(value)
    return project.priorities.includes(name) ? null : 'Specify the Priority (name) in string format'
  }
  if (id === 'assignee' && !state.accounts.has(SystemFields.assignee.parse(value).accountId))
    return 'Specify a valid assignee'
  return null
}

function checkFields(
  state: FakeJiraState,
  project: FakeJiraProject,
  fields: Record<string, unknown>,
): void {
  const errors: Errors = {}
  for (const [id, value] of Object.entries(fields)) {
    const wrong = checkField(state, project, id, value)
    if (wrong !== null) errors[id] = wrong
  }
  if (Object.keys(errors).length > 0) throw new Refusal(400, errors)
}

function create(state: FakeJiraState, input: unknown, origin: string): FakeAnswer {
  const { project, issuetype, ...fields } = parse(CreateBody, input).fields
  const rules = state.projects.get(project.key)
  if (!rules) throw new Refusal(400, { project: 'valid project is required' })
  if (!rules.issueTypes.some(({ name }) => name === issuetype.name))
    throw new Refusal(400, { issuetype: 'Specify a valid issue type' })
  if (!('summary' in fields))
    throw new Refusal(400, { summary: 'You must specify a summary of the issue.' })
  for (const { id, name, required } of rules.customFields)
    if (required && !(id in fields)) throw new Refusal(400, { [id]: `${name} is required.` })
  checkFields(state, rules, fields)
  const id = String(10_000 + state.issues.length + 1)
  const key = `${project.key}-${state.issues.length + 1}`
  const status = state.statuses[0]?.name ?? ''
  state.issues.push({
    id,
    key,
    project: project.key,
    status,
    fields: { ...fields, issuetype },
    comments: [],
    resolution: null,
  })
  return { status: 201, body: { id, key, self: `${origin}/rest/api/3/issue/${id}` } }
}

function statusBean(state: FakeJiraState, name: string) {
  const category = state.statuses.find((status) => status.name === name)?.category ?? 'new'
  const id = { new: 2, indeterminate: 4, done: 3 }[category]
  return { id: `status-${name}`, name, statusCategory: { id, key: category, name: category } }
}

const shown = (
  state: FakeJiraState,
  { id, key, fields, status }: FakeJiraIssue,
  wanted: string[],
) => ({
  id,
  key,
  fields: Object.fromEntries(
    wanted.map((name) => [name, name === 'status' ? statusBean(state, status) : fields[name]]),
  ),
})

function search(state: FakeJiraState, input: unknown): FakeAnswer {
  const { jql, fields, nextPageToken, maxResults = 50 } = parse(SearchBody, input)
  const { project, label } = jqlForm.exec(jql)?.groups ?? {}
  if (project === undefined || label === undefined)
    throw new Refusal(400, {}, [`Error in the JQL Query: ${jql}`])
  const page = Number(nextPageToken ?? 0)
  if (page < state.emptyPages)
    return { status: 200, body: { issues: [], isLast: false, nextPageToken: String(page + 1) } }
  const found = state.issues.filter((issue) => {
    const labels = z.array(z.string()).catch([]).parse(issue.fields['labels'])
    return issue.project === project && labels.includes(label)
  })
  const issues = found.slice(0, maxResults).map((issue) => shown(state, issue, fields))
  return { status: 200, body: { issues, isLast: true } }
}

function edit(state: FakeJiraState, issue: FakeJiraIssue, input: unknown): FakeAnswer {
  const { fields = {}, update = {} } = parse(EditBody, input)
  const rules = state.projects.get(issue.project)
  if (rules) checkFields(state, rules, fields)
  const labels = z.array(z.string()).catch([]).parse(issue.fields['labels'])
  const added = (update.labels ?? []).map(({ add }) => add)
  Object.assign(issue.fields, fields, { labels: [...new Set([...labels, ...added])] })
  return { status: 204 }
}

function comments(issue: FakeJiraIssue, request: FakeRequest): FakeAnswer {
  if (request.method === 'POST') {
    const { body } = parse(CommentBody, readJson(request.body))
    const comment = { id: String(issue.comments.length + 1), body }
    issue.comments.push(comment)
    return { status: 201, body: comment }
  }
  const startAt = Number(request.query.get('startAt') ?? 0)
  const maxResults = Math.min(100, Number(request.query.get('maxResults') ?? 50))
  const newestFirst = request.query.get('orderBy') === '-created'
  const all = newestFirst ? issue.comments.toReversed() : issue.comments
  const page = all.slice(startAt, startAt + maxResults)
  return { status: 200, body: { comments: page, startAt, maxResults, total: all.length } }
}

const fieldsOf = ({ required = [] }: FakeJiraTransition) =>
  Object.fromEntries(
    required.map(({ id, name, allowedValues = [] }) => [
      id,
      { required: true, hasDefaultValue: false, key: id, name, operations: ['set'], allowedValues },
    ]),
  )

function transitions(state: FakeJiraState, issue: FakeJiraIssue, request: FakeRequest): FakeAnswer {
  const offered = state.transitions.filter(
    ({ from, to }) => from?.includes(issue.status) ?? to !== issue.status,
  )
  if (request.method === 'GET') {
    const expanded = request.query.get('expand') === 'transitions.fields'
    const listed = offered.map((one) => ({
      id: one.id,
      name: one.name,
      to: statusBean(state, one.to),
      isAvailable: true,
      ...(expanded && { fields: fieldsOf(one) }),
    }))
    return { status: 200, body: { transitions: listed } }
  }
  const { transition, fields = {} } = parse(TransitionBody, readJson(request.body))
  const chosen = offered.find(({ id }) => id === transition.id)
  if (!chosen)
    throw new Refusal(400, {}, [
      `It seems that you have tried to perform an illegal workflow operation.`,
    ])
  for (const { id, name, allowedValues = [] } of chosen.required ?? []) {
    const value = allowedValues.find((allowed) => allowed.id === fields[id]?.id)
    if (!value) throw new Refusal(400, { [id]: `${name} is required.` })
    if (id === 'resolution') issue.resolution = value.name
  }
  issue.status = chosen.to
  return { status: 204 }
}

function ofIssue(state: FakeJiraState, request: FakeRequest): FakeAnswer {
  const [, key = '', part] =
    /^\/rest\/api\/3\/issue\/([A-Z][A-Z0-9_]*-\d+)(?:\/(comment|transitions))?$/.exec(
      request.path,
    ) ?? []
  const issue = state.issue(key)
  if (!issue) throw notFound()
  if (part === 'comment') return comments(issue, request)
  if (part === 'transitions') return transitions(state, issue, request)
  if (request.method === 'PUT') return edit(state, issue, readJson(request.body))
  const wanted = request.query.get('fields')?.split(',') ?? ['status', 'summary']
  return { status: 200, body: shown(state, issue, wanted) }
}

function answer(state: FakeJiraState, request: FakeRequest, origin: string): FakeAnswer {
  const expected = Buffer.from(`${state.email}:${state.apiToken}`).toString('base64')
  if (request.headers.authorization !== `Basic ${expected}`)
    return { status: 401, body: 'Client must be authenticated to access this resource.' }
  const { method, path } = request
  if (method !== 'GET' && request.headers['content-type'] !== 'application/json')
    return { status: 415, body: 'Unsupported Media Type' }
  const route = `${method} ${path}`
  if (route === 'GET /rest/api/3/myself')
    return {
      status: 200,
      body: { accountId: '5b10a2844c20165700ede21g', displayName: 'QA bot', active: true },
    }
  if (path === '/rest/api/3/search')
    return { status: 410, body: { errorMessages: ['The requested API has been removed.'] } }
  if (route === 'POST /rest/api/3/search/jql') return search(state, readJson(request.body))
  if (route === 'POST /rest/api/3/issue') return create(state, readJson(request.body), origin)
  if (path.startsWith('/rest/api/3/issue/createmeta/')) return createMeta(state, request)
  if (path.startsWith('/rest/api/3/issue/')) return ofIssue(state, request)
  return { status: 404, body: 'Oops, you have found a dead link.' }
}

/** Jira Cloud's REST API v3, as far as it is used here: strict about documents, fields, values and the workflow. */
export async function startFakeJira(): Promise<FakeJira> {
  const state = createJiraState()
  const http = await startFakeHttp((request) => {
    try {
      return answer(state, request, http.origin)
    } catch (error) {
      if (error instanceof Refusal) return error.answer
      throw error
    }
  })
  return { url: http.origin, state, http, close: http.close }
}
