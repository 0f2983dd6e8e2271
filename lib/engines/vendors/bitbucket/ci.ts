import { createHash } from 'node:crypto'

import { z } from 'zod'

import {
  type BitbucketConfig,
  type BitbucketSecrets,
  RepositoryPath,
} from '#lib/engines/vendors/bitbucket/settings.ts'
import { cutText } from '#lib/engines/vendors/event-text.ts'
import { setupFault } from '#lib/engines/vendors/provider-fault.ts'
import { StatusClient } from '#lib/engines/vendors/status-client.ts'
import type { CiClient, CommitState, CommitStatus, Io } from '#lib/engines/vendors/types.ts'

/** Bitbucket refuses longer ones. */
const keyLimit = 40
const textLimit = 255

/** Bitbucket has no word for "could not be judged": the description tells the two failures apart. */
const states: Record<CommitState, string> = {
  pending: 'INPROGRESS',
  success: 'SUCCESSFUL',
  failure: 'FAILED',
  error: 'FAILED',
}

/** Names the status from run to run; a context that is too long by its hash. */
const keyOf = (context: string) =>
  context.length <= keyLimit
    ? context
    : `earshot-${createHash('sha256').update(context).digest('hex').slice(0, 32)}`

/** An API token is sent with its account, an access token alone. */
function authorizationOf({ email }: BitbucketConfig, { token }: BitbucketSecrets): string | null {
  if (token === undefined) return null
  return email === undefined
    ? `Bearer ${token}`
    : `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`
}

export const bitbucketClient = (config: BitbucketConfig, secrets: BitbucketSecrets, io: Io) =>
  new StatusClient(
    {
      label: 'Bitbucket',
      base: config.base_url,
      authorization: authorizationOf(config, secrets),
      needs: 'the permission to read repositories',
    },
    io,
  )

/** `/repositories/workspace/name`. Throws NetFault `configuration` for what is no repository. */
export function repositoryPath(repository: string, peer: string): string {
  if (!RepositoryPath.safeParse(repository).success)
    throw setupFault(peer, `"${repository}" is not a repository: workspace/repository`)
  return `/repositories/${repository.split('/').map(encodeURIComponent).join('/')}`
}

/**
 * Build statuses of commits. The same key again is written over. Source: developer.atlassian.com, "Commit statuses",
 * POST /repositories/{workspace}/{repo_slug}/commit/{commit}/statuses/build.
 */
export class BitbucketCi implements CiClient {
  readonly #client: StatusClient

  constructor(client: StatusClient) {
    this.#client = client
  }

  async setStatus(status: CommitStatus): Promise<void> {
    const { repository, sha, ref, state, context, description, targetUrl } = status
    await this.#client.send({
      operation: 'commit_status',
      method: 'POST',
      path: `${repositoryPath(repository, this.#client.peer)}/commit/${encodeURIComponent(sha)}/statuses/build`,
      body: {
        key: keyOf(context),
        state: states[state],
        name: cutText(context, textLimit),
        description: cutText(description, textLimit),
        url: targetUrl,
        ...(ref !== null && ref.length <= textLimit && { refname: ref }),
      },
      reply: z.unknown(),
    })
  }
}
