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
  ServerCommentBody,
  ServerFields,
  ServerSearchBody,
  SystemFields,
} from '#lib/engines/vendors/testing/fake-notifier/jira-schemas.ts'
import {
  listStatuses,
  offScreen,
  statusBean,
  transitions,
} from '#lib/engines/vendors/testing/fake-notifier/jira-workflow.ts'
import {
  createJiraState,
  type FakeJiraIssue,
  type FakeJiraProject,
  type FakeJiraState,
} from '#lib/engines/vendors/testing/fake-notifier/jira-state.ts'

export type FakeJira = {
  url: string
  state: FakeJiraState
  http: FakeHttp
  close: () => Promise<void>
}

const notFound = () =>
  new Refusal(404, {}, ['Issue does not exist or you do not have permission to see it.'])

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
  const own = state.deployment === 'cloud' ? {} : ServerFields
  const schema = Object.entries({ ...SystemFields, ...own }).find(([name]) => name === id)?.[1]
  if (!schema) return offScreen(id)
  const result = schema.safeParse(value)
  if (!result.success) return result.error.issues[0]?.message ?? 'invalid'
  if (id === 'priority') {
    const { name } = SystemFields.priority.parse(value)
    return project.priorities.includes(name) ? null : 'Specify the Priority (name) in string format'
  }
  return id === 'assignee' && !state.accounts.has(Object.values(value as object).join())
    ? 'Specify a valid assignee'
    : null
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
  return { status: 201, body: { id, key, self: `${origin}${apiOf(state)}/issue/${id}` } }
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
  const isCloud = state.deployment === 'cloud'
  const {
    jql,
    fields,
    nextPageToken,
    maxResults = 50,
  }: z.output<typeof SearchBody> = isCloud
    ? parse(SearchBody, input)
    : parse(ServerSearchBody, input)
  const { project, label } = jqlForm.exec(jql)?.groups ?? {}
  if (project === undefined || label === undefined)
    throw new Refusal(400, {}, [`Error in the JQL Query: ${jql}`])
  const page = Number(nextPageToken ?? 0)
  if (isCloud && page < state.emptyPages)
    return { status: 200, body: { issues: [], isLast: false, nextPageToken: String(page + 1) } }
  const found = state.issues.filter((issue) => {
    const labels = z.array(z.string()).catch([]).parse(issue.fields['labels'])
    return issue.project === project && labels.includes(label)
  })
  const issues = found.slice(0, maxResults).map((issue) => shown(state, issue, fields))
  return {
    status: 200,
    body: isCloud
      ? { issues, isLast: true }
      : { issues, startAt: 0, maxResults, total: found.length },
  }
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

function comments(state: FakeJiraState, issue: FakeJiraIssue, request: FakeRequest): FakeAnswer {
  if (request.method === 'POST') {
    const schema = state.deployment === 'cloud' ? CommentBody : ServerCommentBody
    const { body } = parse<{ body: unknown }>(schema, readJson(request.body))
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

function ofIssue(state: FakeJiraState, request: FakeRequest): FakeAnswer {
  const [, key = '', part] =
    /^\/rest\/api\/[23]\/issue\/([A-Z][A-Z0-9_]*-\d+)(?:\/(comment|transitions))?$/.exec(
      request.path,
    ) ?? []
  const issue = state.issue(key)
  if (!issue) throw notFound()
  if (part === 'comment') return comments(state, issue, request)
  if (part === 'transitions') return transitions(state, issue, request)
  if (request.method === 'PUT') return edit(state, issue, readJson(request.body))
  const wanted = request.query.get('fields')?.split(',') ?? ['status', 'summary']
  return { status: 200, body: shown(state, issue, wanted) }
}

const apiOf = ({ deployment }: FakeJiraState) =>
  deployment === 'cloud' ? '/rest/api/3' : '/rest/api/2'

function refusesCredentials(state: FakeJiraState, { headers }: FakeRequest): boolean {
  const basic = Buffer.from(`${state.email}:${state.apiToken}`).toString('base64')
  const expected = state.deployment === 'cloud' ? `Basic ${basic}` : `Bearer ${state.apiToken}`
  return headers.authorization !== expected
}

function myself({ deployment }: FakeJiraState): FakeAnswer {
  const shared = { displayName: 'QA bot', active: true }
  const body =
    deployment === 'cloud'
      ? { accountId: '5b10a2844c20165700ede21g', ...shared }
      : { name: 'qa-bot', key: 'JIRAUSER10100', emailAddress: 'qa@ear.test', ...shared }
  return { status: 200, body }
}

function answer(state: FakeJiraState, request: FakeRequest, origin: string): FakeAnswer {
  if (refusesCredentials(state, request))
    return { status: 401, body: 'Client must be authenticated to access this resource.' }
  const { method, path } = request
  if (method !== 'GET' && request.headers['content-type'] !== 'application/json')
    return { status: 415, body: 'Unsupported Media Type' }
  const isCloud = state.deployment === 'cloud'
  if (isCloud && path === '/rest/api/3/search')
    return { status: 410, body: { errorMessages: ['The requested API has been removed.'] } }
  if (!path.startsWith(`${apiOf(state)}/`))
    return { status: 404, body: 'Oops, you have found a dead link.' }
  const route = `${method} ${path.slice(apiOf(state).length)}`
  if (route === 'GET /myself') return myself(state)
  if (route === (isCloud ? 'POST /search/jql' : 'POST /search'))
    return search(state, readJson(request.body))
  if (route === 'POST /issue') return create(state, readJson(request.body), origin)
  const project = /^GET \/project\/([A-Z][A-Z0-9_]+)\/statuses$/.exec(route)?.[1]
  if (project !== undefined) return listStatuses(state, project)
  if (route.includes(' /issue/createmeta/')) return createMeta(state, request)
  if (route.includes(' /issue/')) return ofIssue(state, request)
  return { status: 404, body: 'Oops, you have found a dead link.' }
}

/**
 * Jira's REST API, of the cloud (v3) or of Data Center (v2), as far as it is used here: strict about documents, fields,
 * values, screens and the workflow.
 */
export async function startFakeJira(
  deployment: FakeJiraState['deployment'] = 'cloud',
): Promise<FakeJira> {
  const state = createJiraState(deployment)
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
