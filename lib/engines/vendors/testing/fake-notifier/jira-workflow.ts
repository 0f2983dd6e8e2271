import {
  type FakeAnswer,
  type FakeRequest,
  readJson,
} from '#lib/engines/vendors/testing/fake-notifier/fake-http.ts'
import { parse, Refusal } from '#lib/engines/vendors/testing/fake-notifier/jira-refusal.ts'
import { TransitionBody } from '#lib/engines/vendors/testing/fake-notifier/jira-schemas.ts'
import type {
  FakeJiraIssue,
  FakeJiraState,
  FakeJiraTransition,
} from '#lib/engines/vendors/testing/fake-notifier/jira-state.ts'

export const offScreen = (field: string) =>
  `Field '${field}' cannot be set. It is not on the appropriate screen, or unknown.`

/** A status as an answer holds it. */
export function statusBean(state: FakeJiraState, name: string) {
  const category = state.statuses.find((status) => status.name === name)?.category ?? 'new'
  const id = { new: 2, indeterminate: 4, done: 3 }[category]
  return { id: `status-${name}`, name, statusCategory: { id, key: category, name: category } }
}

const fieldsOf = ({ required = [], optional = [] }: FakeJiraTransition) =>
  Object.fromEntries(
    [...required, ...optional].map((field) => {
      const { id, name, allowedValues = [] } = field
      const common = { hasDefaultValue: false, key: id, name, operations: ['set'], allowedValues }
      return [id, { required: required.includes(field), ...common }]
    }),
  )

/** Fills in the screen of a transition. Throws Refusal for what is missing, unknown or not on it. */
function fillScreen(
  { required = [], optional = [] }: FakeJiraTransition,
  issue: FakeJiraIssue,
  fields: Record<string, { id: string }>,
): void {
  const screen = [...required, ...optional]
  for (const id of Object.keys(fields))
    if (!screen.some((field) => field.id === id)) throw new Refusal(400, { [id]: offScreen(id) })
  for (const { id, name, allowedValues = [] } of screen) {
    const given = fields[id]
    const value = allowedValues.find((allowed) => allowed.id === given?.id)
    if (!value && (given || required.some((field) => field.id === id)))
      throw new Refusal(400, { [id]: `${name} is required.` })
    if (id === 'resolution' && value) issue.resolution = value.name
  }
}

/** The transitions that an issue offers, or one of them taken. */
export function transitions(
  state: FakeJiraState,
  issue: FakeJiraIssue,
  request: FakeRequest,
): FakeAnswer {
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
  fillScreen(chosen, issue, fields)
  issue.status = chosen.to
  return { status: 204 }
}

/** Every status of the project, for each of its issue types. */
export function listStatuses(state: FakeJiraState, key: string): FakeAnswer {
  const project = state.projects.get(key)
  if (!project) throw new Refusal(404, {}, [`No project could be found with key '${key}'.`])
  const statuses = state.statuses.map(({ name }) => statusBean(state, name))
  return {
    status: 200,
    body: project.issueTypes.map(({ id, name, subtask }) => {
      const self = `https://jira.test/issuetype/${id}`
      return { self, id, name, subtask, statuses }
    }),
  }
}
