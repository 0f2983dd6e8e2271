import { z } from 'zod'

import type { GithubClient } from '#lib/engines/vendors/github/client.ts'
import {
  issueSection,
  issueTitle,
  markerOf,
  severityOf,
  withSection,
  withSeverity,
} from '#lib/engines/vendors/github/issue-text.ts'
import {
  dropped,
  findIn,
  GithubIssue,
  labelsOf,
  ownLabel,
  readKey,
  toIssue,
} from '#lib/engines/vendors/github/issues.ts'
import { findMilestone } from '#lib/engines/vendors/github/milestone.ts'
import type { GithubConfig } from '#lib/engines/vendors/github/settings.ts'
import { carriesMarker, hiddenMarker } from '#lib/engines/vendors/hidden-marker.ts'
import { escapeMarkdown } from '#lib/engines/vendors/markdown.ts'
import { setupFault } from '#lib/engines/vendors/provider-fault.ts'
import type { Issue, IssueDraft, Tracker } from '#lib/engines/vendors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

const operation = 'issue'
const oneIssue = '/repos/{owner}/{repo}/issues/{issue_number}'
const comments = `${oneIssue}/comments`
const commentPages = 20
const Comment = z.object({ body: z.string().nullish() })

const refusesAssignee = (error: unknown) =>
  error instanceof NetworkError && error.status === 422 && /assignee/i.test(error.detail)

const mayExist = (error: unknown) => error instanceof NetworkError && error.maybeExecuted

function droppedAssignees(draft: IssueDraft, issue: GithubIssue, repository: string): string[] {
  const people = dropped(draft.assignees, issue.assignees?.map(({ login }) => login) ?? [])
  if (people.length === 0) return []
  return [`GitHub did not assign ${people.join(', ')}: they need write access to ${repository}`]
}

function droppedLabels(wanted: string[], issue: GithubIssue): string[] {
  const lost = dropped(wanted, labelsOf(issue))
  if (lost.length === 0) return []
  return [`GitHub dropped the labels ${lost.join(', ')}: the token may not set labels`]
}

function changedBody(
  old: string,
  { description, severity }: Parameters<Tracker['updateIssue']>[1],
  key: string,
): string {
  if (!description) return severity ? withSeverity(old, severity) : old
  const marker = markerOf(old) ?? key
  return withSection(
    old,
    issueSection({ marker, description, severity: severity ?? severityOf(old) }),
  )
}

/** Issues of one repository. A draft's assignees and labels that GitHub drops are told in `warnings`. */
export class GithubTracker implements Tracker {
  readonly #client: GithubClient
  readonly #repository: string | undefined
  readonly #milestone: string | undefined

  constructor(config: GithubConfig, client: GithubClient) {
    this.#client = client
    this.#repository = config.issue_creation.repository ?? config.repository
    this.#milestone = config.issue_creation.milestone || undefined
  }

  async findIssue(marker: string): Promise<Issue | null> {
    const repository = this.#home()
    const fits = ({ body }: GithubIssue) => carriesMarker(body ?? '', marker)
    const found = await findIn(this.#client, repository, fits)
    return found && toIssue(repository, found)
  }

  async createIssue(draft: IssueDraft): Promise<Issue> {
    const before = await this.findIssue(draft.marker)
    if (before) return before
    try {
      return await this.#create(draft)
    } catch (error) {
      // The answer was lost, the issue perhaps not: only who has looked may create it again.
      const made = mayExist(error) ? await this.findIssue(draft.marker).catch(() => null) : null
      if (made) return made
      throw error
    }
  }

  async getIssue(key: string): Promise<Issue> {
    const { repository, issue } = await this.#read(key)
    return toIssue(repository, issue)
  }

  async comment(key: string, marker: string, text: string): Promise<void> {
    const { repository, number } = readKey(key, this.#client.peer)
    const call = { operation: 'issue_comment', repository, reply: Comment }
    const parameters = { issue_number: number }
    const list = this.#client.list({ ...call, route: `GET ${comments}`, parameters }, commentPages)
    for await (const { body } of list) if (carriesMarker(body ?? '', marker)) return
    const body = `${hiddenMarker(marker)}\n${escapeMarkdown(text)}`
    await this.#client.send({
      ...call,
      route: `POST ${comments}`,
      parameters: { ...parameters, body },
    })
  }

  async updateIssue(key: string, change: Parameters<Tracker['updateIssue']>[1]): Promise<void> {
    const { repository, issue } = await this.#read(key)
    const title = change.title === undefined ? issue.title : issueTitle(change.title)
    const old = issue.body ?? ''
    const body = changedBody(old, change, key)
    const changes = { ...(title !== issue.title && { title }), ...(body !== old && { body }) }
    if (Object.keys(changes).length > 0) await this.#patch(key, changes)
    // Added one by one: replacing the list would take away what people chose.
    const missing = dropped(change.labels ?? [], labelsOf(issue))
    if (missing.length > 0)
      await this.#client.send({
        operation,
        route: `POST ${oneIssue}/labels`,
        repository,
        parameters: { issue_number: issue.number, labels: missing },
        reply: z.unknown(),
      })
  }

  async close(key: string): Promise<{ moved: boolean }> {
    const { issue } = await this.#read(key)
    if (issue.state === 'open')
      await this.#patch(key, { state: 'closed', state_reason: 'completed' })
    return { moved: true }
  }

  async reopen(key: string): Promise<{ moved: boolean }> {
    const { issue } = await this.#read(key)
    if (issue.state === 'closed')
      await this.#patch(key, { state: 'open', state_reason: 'reopened' })
    return { moved: true }
  }

  #home(): string {
    if (this.#repository !== undefined) return this.#repository
    throw setupFault(this.#client.peer, 'the connection names no repository for issues')
  }

  async #create(draft: IssueDraft): Promise<Issue> {
    const wanted = this.#milestone
    const milestone =
      wanted === undefined ? null : await findMilestone(this.#client, this.#home(), wanted)
    try {
      return await this.#post(draft, draft.assignees, milestone)
    } catch (error) {
      if (draft.assignees.length > 0 && refusesAssignee(error))
        return this.#post(draft, [], milestone)
      throw error
    }
  }

  async #post(draft: IssueDraft, assignees: string[], milestone: number | null): Promise<Issue> {
    const repository = this.#home()
    const labels = [...new Set([...draft.labels, ownLabel])]
    const { data } = await this.#client.send({
      operation,
      route: 'POST /repos/{owner}/{repo}/issues',
      repository,
      parameters: {
        title: issueTitle(draft.title),
        body: issueSection(draft),
        labels,
        ...(assignees.length > 0 && { assignees }),
        ...(milestone !== null && { milestone }),
      },
      reply: GithubIssue,
    })
    return toIssue(repository, data, [
      ...droppedAssignees(draft, data, repository),
      ...droppedLabels(labels, data),
      ...this.#droppedMilestone(milestone, data),
    ])
  }

  #droppedMilestone(milestone: number | null, issue: GithubIssue): string[] {
    if (this.#milestone === undefined || (issue.milestone && milestone !== null)) return []
    return milestone === null
      ? [`There is no open milestone "${this.#milestone}"`]
      : [`GitHub dropped the milestone "${this.#milestone}": the token may not set one`]
  }

  async #read(key: string) {
    const { repository, number } = readKey(key, this.#client.peer)
    const { data } = await this.#client.send({
      operation,
      route: `GET ${oneIssue}`,
      repository,
      parameters: { issue_number: number },
      reply: GithubIssue,
    })
    return { repository, issue: data }
  }

  async #patch(key: string, parameters: Record<string, unknown>): Promise<void> {
    const { repository, number } = readKey(key, this.#client.peer)
    await this.#client.send({
      operation,
      route: `PATCH ${oneIssue}`,
      repository,
      parameters: { issue_number: number, ...parameters },
      reply: GithubIssue,
    })
  }
}
