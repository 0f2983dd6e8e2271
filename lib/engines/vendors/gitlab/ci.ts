import { z } from 'zod'

import { cutText } from '#lib/engines/vendors/event-text.ts'
import type { GitlabClient } from '#lib/engines/vendors/gitlab/client.ts'
import type { GitlabConfig } from '#lib/engines/vendors/gitlab/settings.ts'
import { carriesMarker, hiddenMarker } from '#lib/engines/vendors/hidden-marker.ts'
import { withoutQuickActions } from '#lib/engines/vendors/markdown.ts'
import type { CiClient, CommitState, CommitStatus } from '#lib/engines/vendors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

/** GitLab refuses longer ones. */
const textLimit = 255
const noteLimit = 900_000
/** of 100 notes each */
const notePages = 20

/** GitLab has no word for "could not be judged": the description tells the two failures apart. */
const states: Record<CommitState, string> = {
  pending: 'pending',
  success: 'success',
  failure: 'failed',
  error: 'failed',
}

/** The state a status is in, where GitLab refuses to move it. */
const refusedMove = /Cannot transition status via :\w+ from :(?<from>\w+)/

/** A status is a state machine: the same state again is refused, and a running one is not put back to pending. */
function isThere(error: unknown, wanted: string): boolean {
  if (!(error instanceof NetworkError) || error.status !== 400) return false
  const from = refusedMove.exec(error.detail)?.groups?.['from']
  return from !== undefined && (from === wanted || (wanted === 'pending' && from === 'running'))
}

/** A shortened address would lead nowhere. */
const targetOf = (url: string) => (url.length <= textLimit ? { target_url: url } : {})

const Note = z.object({ id: z.int(), body: z.string().nullish(), system: z.boolean().nullish() })
type Upsert = Parameters<NonNullable<CiClient['upsertComment']>>[0]

/** Commit statuses and the merge request note. Source: docs.gitlab.com, "Commits API" and "Notes API". */
export class GitlabCi implements CiClient {
  readonly #client: GitlabClient
  readonly #web: string

  constructor({ base_url: base }: GitlabConfig, client: GitlabClient) {
    this.#client = client
    this.#web = base.replace(/\/+$/, '')
  }

  async setStatus(status: CommitStatus): Promise<void> {
    const state = states[status.state]
    const sha = encodeURIComponent(status.sha)
    try {
      await this.#client.send({
        operation: 'commit_status',
        method: 'POST',
        path: `${this.#client.project(status.repository)}/statuses/${sha}`,
        body: {
          state,
          name: cutText(status.context, textLimit),
          description: cutText(status.description, textLimit),
          ...targetOf(status.targetUrl),
          ...(status.ref !== null && { ref: status.ref }),
        },
        reply: z.unknown(),
      })
    } catch (error) {
      if (!isThere(error, state)) throw error
    }
  }

  async upsertComment(comment: Upsert): Promise<{ id: string; url: string }> {
    const text = withoutQuickActions(cutText(comment.body, noteLimit))
    const body = `${hiddenMarker(comment.marker)}\n${text}`
    const known = /^\d{1,15}$/.test(comment.known ?? '') ? Number(comment.known) : null
    const { id } =
      (await this.#rewrite(comment, known, body)) ??
      (await this.#rewrite(comment, await this.#find(comment), body)) ??
      (await this.#client.send({ ...this.#notes(comment), method: 'POST', body: { body } }))
    const { repository, pullRequest } = comment
    const url = `${this.#web}/${repository}/-/merge_requests/${pullRequest}#note_${id}`
    return { id: String(id), url }
  }

  #notes({ repository, pullRequest }: Upsert) {
    const path = `${this.#client.project(repository)}/merge_requests/${pullRequest}/notes`
    return { operation: 'comment', path, reply: Note }
  }

  async #rewrite(comment: Upsert, id: number | null, body: string) {
    if (id === null) return null
    const notes = this.#notes(comment)
    const path = `${notes.path}/${id}`
    try {
      return await this.#client.send({ ...notes, path, method: 'PUT', body: { body } })
    } catch (error) {
      // Deleted by somebody, or not ours: another one takes its place.
      if (error instanceof NetworkError && (error.status === 403 || error.status === 404))
        return null
      throw error
    }
  }

  async #find(comment: Upsert): Promise<number | null> {
    const notes = this.#notes(comment)
    const path = `${notes.path}?sort=desc&order_by=created_at`
    for await (const note of this.#client.list({ ...notes, path }, notePages))
      if (!note.system && carriesMarker(note.body ?? '', comment.marker)) return note.id
    return null
  }
}
