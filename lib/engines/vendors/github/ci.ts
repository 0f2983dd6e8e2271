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

type Upsert = Parameters<NonNullable<CiClient['upsertComment']>>[0]

/** Commit statuses and the pull request comment. */
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
