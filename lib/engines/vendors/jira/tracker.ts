import {
  addComment,
  createIssue,
  editIssue,
  getComments,
  getIssue,
  searchAndReconsileIssuesUsingJqlPost,
} from 'jira.js/cloud'

import { commentDocument, descriptionDocument, referenceOf } from '#lib/engines/vendors/jira/adf.ts'
import { type JiraClient, jiraClient, siteOf } from '#lib/engines/vendors/jira/client.ts'
import { JiraFault } from '#lib/engines/vendors/jira/faults.ts'
import { shownFields, toIssue } from '#lib/engines/vendors/jira/issue.ts'
import type { JiraConfig, JiraSecrets } from '#lib/engines/vendors/jira/settings.ts'
import { moveIssue, toDone, toOpen } from '#lib/engines/vendors/jira/transition.ts'
import type { Io, Issue, IssueDraft, Tracker } from '#lib/engines/vendors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

const summaryLimit = 255
/** Pages of a search, or of comments, that are looked through at most. */
const pageLimit = 20
const commentsOnPage = 100

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
  readonly #jira: JiraClient
  readonly #site: string

  constructor(config: JiraConfig, secrets: JiraSecrets, io: Io) {
    this.#config = config
    this.#jira = jiraClient(config, secrets, io)
    this.#site = siteOf(config)
  }

  /** The oldest issue with the marker's label. Jira's search index may lag behind a new issue by some seconds. */
  async findIssue(marker: string): Promise<Issue | null> {
    const { project } = this.#config
    const jql = `project = "${project}" AND labels = "${referenceOf(marker)}" ORDER BY created ASC`
    let nextPageToken: string | undefined
    for (let page = 0; page < pageLimit; page += 1) {
      const found = await searchAndReconsileIssuesUsingJqlPost(this.#jira('find_issue'), {
        jql,
        fields: shownFields,
        maxResults: 10,
        ...(nextPageToken !== undefined && { nextPageToken }),
      })
      const [first] = found.issues ?? []
      if (first) return toIssue(this.#site, first)
      // A page may be empty although more follow: Jira leaves out what the account may not see.
      if (!found.nextPageToken) return null
      nextPageToken = found.nextPageToken
    }
    return null
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
      const url = `${this.#site}/browse/${encodeURIComponent(key)}`
      return { key, url, status: 'created', category: 'open', ...reported }
    }
  }

  async getIssue(key: string): Promise<Issue> {
    const parameters = { issueIdOrKey: encodeURIComponent(key), fields: shownFields }
    return toIssue(this.#site, await getIssue(this.#jira('get_issue'), parameters))
  }

  async comment(key: string, marker: string, text: string): Promise<void> {
    const reference = referenceOf(marker)
    const issueIdOrKey = encodeURIComponent(key)
    if (await this.#hasComment(issueIdOrKey, reference)) return
    await addComment(this.#jira('comment'), {
      issueIdOrKey,
      body: commentDocument(text, reference),
    })
  }

  /** Labels are added to those that the issue has: the marker's and people's own stay. */
  async updateIssue(key: string, patch: Parameters<Tracker['updateIssue']>[1]): Promise<void> {
    const { title, description, severity, labels } = patch
    const fields: Fields = {
      ...(title !== undefined && { summary: summaryOf(title) }),
      ...(description && { description: descriptionDocument(description) }),
      ...(severity && { priority: { name: this.#config.priority_mapping[severity] } }),
    }
    const added = (labels ?? []).map((label) => ({ add: toLabel(label) }))
    if (Object.keys(fields).length === 0 && added.length === 0) return
    await editIssue(this.#jira('update_issue'), {
      issueIdOrKey: encodeURIComponent(key),
      fields,
      ...(added.length > 0 && { update: { labels: added } }),
    })
  }

  close(key: string): ReturnType<Tracker['close']> {
    return moveIssue({ jira: this.#jira, site: this.#site }, key, toDone(this.#config.done_status))
  }

  reopen(key: string): ReturnType<Tracker['reopen']> {
    return moveIssue(
      { jira: this.#jira, site: this.#site },
      key,
      toOpen(this.#config.reopened_status),
    )
  }

  #fieldsOf(draft: IssueDraft): Fields {
    const { project, issue_type, priority_mapping, labels, extra_fields } = this.#config
    const [accountId] = draft.assignees
    const own = [referenceOf(draft.marker), ...labels, ...draft.labels.map(toLabel)]
    return {
      ...extra_fields,
      project: { key: project },
      issuetype: { name: issue_type },
      summary: summaryOf(draft.title),
      description: descriptionDocument(draft.description),
      labels: [...new Set(own)].filter((label) => label !== ''),
      priority: { name: priority_mapping[draft.severity] },
      ...(accountId !== undefined && { assignee: { accountId } }),
    }
  }

  /** One request, and a second one only when Jira has refused the first for fields that an issue can do without. */
  async #create(fields: Fields, warnings: string[]): Promise<string> {
    try {
      return (await createIssue(this.#jira('create_issue'), { fields })).key
    } catch (error) {
      if (!(error instanceof JiraFault) || error.status !== 400) throw error
      const refused = Object.entries(error.errors.errors)
      if (refused.length === 0 || refused.some(([field]) => !dispensable.includes(field)))
        throw error
      const kept = Object.entries(fields).filter(([field]) => !(field in error.errors.errors))
      const created = await createIssue(this.#jira('create_issue'), {
        fields: Object.fromEntries(kept),
      })
      warnings.push(...refused.map(([field, said]) => `Created without ${field}: ${said}`))
      return created.key
    }
  }

  async #hasComment(issueIdOrKey: string, reference: string): Promise<boolean> {
    for (let page = 0; page < pageLimit; page += 1) {
      const { comments = [], total = 0 } = await getComments(this.#jira('comments'), {
        issueIdOrKey,
        startAt: page * commentsOnPage,
        maxResults: commentsOnPage,
        orderBy: '-created',
      })
      if (comments.some(({ body }) => JSON.stringify(body ?? null).includes(`"${reference}"`)))
        return true
      if (comments.length === 0 || (page + 1) * commentsOnPage >= total) return false
    }
    return false
  }
}

/** Issues of one Jira Cloud project (REST API v3). Every method throws NetFault, a JiraFault when Jira refused. */
export function jiraTracker(config: JiraConfig, secrets: JiraSecrets, io: Io): Tracker {
  return new JiraTracker(config, secrets, io)
}
