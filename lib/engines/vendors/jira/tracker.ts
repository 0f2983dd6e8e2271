import { referenceOf } from '#lib/engines/vendors/jira/adf.ts'
import type { JiraApi } from '#lib/engines/vendors/jira/api.ts'
import { JiraFault } from '#lib/engines/vendors/jira/faults.ts'
import { toIssue } from '#lib/engines/vendors/jira/issue.ts'
import type { JiraConfig } from '#lib/engines/vendors/jira/settings.ts'
import { moveIssue, toDone, toOpen } from '#lib/engines/vendors/jira/transition.ts'
import type { Issue, IssueDraft, Moved, Tracker } from '#lib/engines/vendors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

const summaryLimit = 255
/** Pages of comments that are looked through at most. */
const pageLimit = 20

const summaryOf = (title: string) => {
  const line = title
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  return line.length <= summaryLimit ? line : `${line.slice(0, summaryLimit - 1).toWellFormed()}…`
}

const toLabel = (text: string) => text.trim().replaceAll(/\s+/g, '-').slice(0, 255)

type Fields = Record<string, unknown>

/** What an issue can do without when the project does not let us set it. */
const dispensable = ['priority', 'assignee']

class JiraTracker implements Tracker {
  readonly #config: JiraConfig
  readonly #jira: JiraApi

  constructor(config: JiraConfig, jira: JiraApi) {
    this.#config = config
    this.#jira = jira
  }

  /** The oldest issue with the marker's label. Jira's search index may lag behind a new issue by some seconds. */
  async findIssue(marker: string): Promise<Issue | null> {
    const { project } = this.#config
    const jql = `project = "${project}" AND labels = "${referenceOf(marker)}" ORDER BY created ASC`
    const first = await this.#jira.find(jql)
    return first ? toIssue(this.#jira.site, first) : null
  }

  async createIssue(draft: IssueDraft): Promise<Issue> {
    const fields = this.#fieldsOf(draft)
    const [, ...unassigned] = draft.assignees
    const warnings = unassigned.map((id) => `Jira knows one assignee; ${id} was left out`)
    const key = await this.#create(fields, warnings)
    const reported = warnings.length > 0 ? { warnings } : {}
    try {
      return { ...(await this.getIssue(key)), ...reported }
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error
      // It exists: its key must not be lost because a second question failed.
      const url = `${this.#jira.site}/browse/${encodeURIComponent(key)}`
      return { key, url, status: 'created', category: 'open', ...reported }
    }
  }

  async getIssue(key: string): Promise<Issue> {
    return toIssue(this.#jira.site, await this.#jira.read(encodeURIComponent(key)))
  }

  async comment(key: string, marker: string, text: string): Promise<void> {
    const reference = referenceOf(marker)
    const id = encodeURIComponent(key)
    if (await this.#hasComment(id, reference)) return
    await this.#jira.addComment(id, this.#jira.commentBody(text, reference))
  }

  /** Labels are added to those that the issue has: the marker's and people's own stay. */
  async updateIssue(key: string, patch: Parameters<Tracker['updateIssue']>[1]): Promise<void> {
    const { title, description, severity, labels } = patch
    const fields: Fields = {
      ...(title !== undefined && { summary: summaryOf(title) }),
      ...(description && { description: this.#jira.description(description) }),
      ...(severity && { priority: { name: this.#config.priority_mapping[severity] } }),
    }
    const added = (labels ?? []).map(toLabel)
    if (Object.keys(fields).length === 0 && added.length === 0) return
    await this.#jira.edit(encodeURIComponent(key), fields, added)
  }

  close(key: string): Promise<Moved> {
    return moveIssue(this.#jira, key, toDone(this.#config.done_status), this.#place())
  }

  reopen(key: string): Promise<Moved> {
    return moveIssue(this.#jira, key, toOpen(this.#config.reopened_status), this.#place())
  }

  #place() {
    return { project: this.#config.project, type: this.#config.issue_type }
  }

  #fieldsOf(draft: IssueDraft): Fields {
    const { project, issue_type, priority_mapping, labels, extra_fields } = this.#config
    const [person] = draft.assignees
    const own = [referenceOf(draft.marker), ...labels, ...draft.labels.map(toLabel)]
    return {
      ...extra_fields,
      project: { key: project },
      issuetype: { name: issue_type },
      summary: summaryOf(draft.title),
      description: this.#jira.description(draft.description),
      labels: [...new Set(own)].filter((label) => label !== ''),
      priority: { name: priority_mapping[draft.severity] },
      ...(person !== undefined && { assignee: this.#jira.assignee(person) }),
    }
  }

  /** One request, and a second one only when Jira has refused the first for fields that an issue can do without. */
  async #create(fields: Fields, warnings: string[]): Promise<string> {
    try {
      return await this.#jira.create(fields)
    } catch (error) {
      if (!(error instanceof JiraFault) || error.status !== 400) throw error
      const refused = Object.entries(error.errors.errors)
      if (refused.length === 0 || refused.some(([field]) => !dispensable.includes(field)))
        throw error
      const kept = Object.entries(fields).filter(([field]) => !(field in error.errors.errors))
      const key = await this.#jira.create(Object.fromEntries(kept))
      warnings.push(...refused.map(([field, said]) => `Created without ${field}: ${said}`))
      return key
    }
  }

  async #hasComment(id: string, reference: string): Promise<boolean> {
    let seen = 0
    for (let page = 0; page < pageLimit; page += 1) {
      const { found, total } = await this.#jira.comments(id, seen)
      if (found.some((body) => JSON.stringify(body ?? null).includes(reference))) return true
      seen += found.length
      if (found.length === 0 || seen >= total) return false
    }
    return false
  }
}

/** Issues of one Jira project. Every method throws NetFault, a JiraFault when Jira refused. */
export const jiraTracker = (config: JiraConfig, jira: JiraApi): Tracker =>
  new JiraTracker(config, jira)
