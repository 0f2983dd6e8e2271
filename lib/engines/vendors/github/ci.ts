import { z } from 'zod'

import { cutText } from '#lib/engines/vendors/event-text.ts'
import type { GithubClient } from '#lib/engines/vendors/github/client.ts'
import { carriesMarker, hiddenMarker } from '#lib/engines/vendors/hidden-marker.ts'
import type { CiClient, CommitStatus } from '#lib/engines/vendors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

/** GitHub refuses longer ones. */
const descriptionLimit = 140
const bodyLimit = 60_000
/** of 100 comments each */
const commentPages = 20

const Comment = z.object({ id: z.int(), html_url: z.string(), body: z.string().nullish() })
const operation = 'comment'

const Pull = z.object({
  title: z.string(),
  state: z.string(),
  labels: z.array(z.object({ name: z.string() })).default([]),
  head: z.object({
    sha: z.string(),
    ref: z.string(),
    repo: z.object({ full_name: z.string() }).nullish(),
  }),
  base: z.object({ ref: z.string() }),
})

type Question = Parameters<NonNullable<CiClient['readPullRequest']>>[0]
type Upsert = Parameters<NonNullable<CiClient['upsertComment']>>[0]

/** Commit statuses, the pull request comment, and what a comment leaves out of its pull request. */
export class GithubCi implements CiClient {
  readonly #client: GithubClient

  constructor(client: GithubClient) {
    this.#client = client
  }

  async setStatus(status: CommitStatus): Promise<void> {
    await this.#client.send({
      operation: 'commit_status',
      route: 'POST /repos/{owner}/{repo}/statuses/{sha}',
      repository: status.repository,
      parameters: {
        sha: status.sha,
        state: status.state,
        context: status.context,
        description: cutText(status.description, descriptionLimit),
        target_url: status.targetUrl,
      },
      reply: z.unknown(),
    })
  }

  async upsertComment(comment: Upsert): Promise<{ id: string; url: string }> {
    const body = `${hiddenMarker(comment.marker)}\n${cutText(comment.body, bodyLimit)}`
    const known = /^\d{1,15}$/.test(comment.known ?? '') ? Number(comment.known) : null
    const kept =
      (await this.#rewrite(comment, known, body)) ??
      (await this.#rewrite(comment, await this.#find(comment), body)) ??
      (await this.#post(comment, body))
    return { id: String(kept.id), url: kept.html_url }
  }

  async readPullRequest({ repository, number, person }: Question) {
    const { data: pull } = await this.#client.send({
      operation: 'pull_request',
      route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}',
      repository,
      parameters: { pull_number: number },
      reply: Pull,
    })
    const facts = {
      title: pull.title,
      sha: pull.head.sha,
      branch: pull.head.ref,
      baseBranch: pull.base.ref,
      labels: pull.labels.map(({ name }) => name),
      // The repository of a deleted fork is null.
      isOwn: pull.head.repo?.full_name.toLowerCase() === repository.toLowerCase(),
      isOpen: pull.state === 'open',
    }
    return { facts, mayWrite: await this.#mayWrite(repository, person) }
  }

  async #mayWrite(repository: string, person: string): Promise<boolean> {
    try {
      const { data } = await this.#client.send({
        operation: 'permission',
        route: 'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
        repository,
        parameters: { username: person },
        reply: z.object({ permission: z.string() }),
      })
      return data.permission === 'admin' || data.permission === 'write'
    } catch (error) {
      if (error instanceof NetworkError && error.status === 404) return false
      throw error
    }
  }

  async #rewrite({ repository }: Upsert, id: number | null, body: string) {
    if (id === null) return null
    try {
      const { data } = await this.#client.send({
        operation,
        route: 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
        repository,
        parameters: { comment_id: id, body },
        reply: Comment,
      })
      return data
    } catch (error) {
      // Deleted by somebody, or not ours: another one takes its place.
      if (!(error instanceof NetworkError) || error.fault === 'rate_limited') throw error
      if (![403, 404, 410].includes(error.status ?? 0)) throw error
      return null
    }
  }

  async #find({ repository, pullRequest, marker }: Upsert): Promise<number | null> {
    const comments = this.#client.list(
      {
        operation,
        route: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
        repository,
        parameters: { issue_number: pullRequest },
        reply: Comment,
      },
      commentPages,
    )
    for await (const { id, body } of comments) if (carriesMarker(body ?? '', marker)) return id
    return null
  }

  async #post({ repository, pullRequest }: Upsert, body: string) {
    const { data } = await this.#client.send({
      operation,
      route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
      repository,
      parameters: { issue_number: pullRequest, body },
      reply: Comment,
    })
    return data
  }
}
