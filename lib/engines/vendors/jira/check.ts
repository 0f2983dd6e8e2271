import type { CreateField, JiraApi, JiraPage } from '#lib/engines/vendors/jira/api.ts'
import type { JiraConfig } from '#lib/engines/vendors/jira/settings.ts'
import type { CheckReply } from '#lib/engines/vendors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

const pageLimit = 20

async function allPages<T>(read: (startAt: number) => Promise<JiraPage<T>>): Promise<T[]> {
  const all: T[] = []
  for (let page = 0; page < pageLimit; page += 1) {
    const { found, total } = await read(all.length)
    all.push(...found)
    if (found.length === 0 || all.length >= total) break
  }
  return all
}

/** Fields that every issue of ours has. */
const filled = ['project', 'issuetype', 'summary', 'description', 'labels', 'priority']

/** What would keep issues from being created as they are set up, in sentences. */
function faultsOf(config: JiraConfig, fields: CreateField[]): string[] {
  const has = (id: string) => fields.some((field) => field.id === id)
  const priorities = fields.find(({ id }) => id === 'priority')?.names ?? []
  const unknown = Object.entries(config.priority_mapping)
    .filter(([, name]) => priorities.length > 0 && !priorities.includes(name))
    .map(([severity, name]) => `${severity} is mapped to "${name}"`)
  const missing = fields
    .filter(({ id, required }) => required && !filled.includes(id) && !(id in config.extra_fields))
    .map(({ id, name }) => (name === id ? id : `${name} (${id})`))
  const strange = Object.keys(config.extra_fields).filter((id) => !has(id))
  return [
    ...(unknown.length > 0
      ? [`${unknown.join(', ')}, but the project has the priorities ${priorities.join(', ')}`]
      : []),
    ...(missing.length > 0 ? [`required and not filled: ${missing.join(', ')}`] : []),
    ...(strange.length > 0 ? [`not on the create screen: ${strange.join(', ')}`] : []),
    ...(has('labels') ? [] : ['labels are not on the create screen, and issues are found by them']),
  ]
}

async function ask(config: JiraConfig, jira: JiraApi): Promise<CheckReply> {
  const me = await jira.me()
  const who = me.name ?? config.email ?? 'somebody'
  const reply = JSON.stringify(me.reply).slice(0, 2_000)
  const { project, issue_type } = config
  const types = await allPages((startAt) => jira.issueTypes(project, startAt))
  const type = types.find(({ name, subtask }) => name === issue_type && !subtask)
  if (!type) {
    const names = types.map(({ name }) => name).join(', ')
    const detail = `Signed in as ${who}, but ${project} has no issue type "${issue_type}"; it has: ${names}`
    return { ok: false, detail, reply }
  }
  const fields = await allPages((startAt) => jira.createFields(project, type.id, startAt))
  const faults = faultsOf(config, fields)
  return faults.length === 0
    ? { ok: true, detail: `Signed in as ${who}; ${issue_type} can be created in ${project}`, reply }
    : { ok: false, detail: `Signed in as ${who}, but in ${project} ${faults.join('; ')}`, reply }
}

/**
 * Asks Jira who we are and whether an issue of the chosen type could be created: its priorities are those of the
 * mapping, and every required field is filled.
 */
export async function checkJira(config: JiraConfig, jira: JiraApi): Promise<CheckReply> {
  try {
    return await ask(config, jira)
  } catch (error) {
    if (error instanceof NetworkError) return { ok: false, detail: error.message }
    throw error
  }
}
