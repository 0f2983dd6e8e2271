import { z } from 'zod'

import {
  type AzureDevopsConfig,
  type AzureDevopsSecrets,
  RepositoryPath,
} from '#lib/engines/vendors/azure-devops/settings.ts'
import { cutText } from '#lib/engines/vendors/event-text.ts'
import { setupFault } from '#lib/engines/vendors/provider-fault.ts'
import { StatusClient } from '#lib/engines/vendors/status-client.ts'
import type { CiClient, CommitState, CommitStatus, Io } from '#lib/engines/vendors/types.ts'

const states: Record<CommitState, string> = {
  pending: 'pending',
  success: 'succeeded',
  failure: 'failed',
  error: 'error',
}

const textLimit = 255
export const version = 'api-version=7.1'

/** Throws NetFault `configuration` where no organization is named. */
export function azureClient(
  { base_url: base }: AzureDevopsConfig,
  { token }: AzureDevopsSecrets,
  io: Io,
): StatusClient {
  if (base === undefined)
    throw setupFault('Azure DevOps', 'no organization is saved, so nothing can be posted there')
  return new StatusClient(
    {
      label: 'Azure DevOps',
      base,
      authorization:
        token === undefined ? null : `Basic ${Buffer.from(`:${token}`).toString('base64')}`,
      needs: 'the scope Code (status)',
    },
    io,
  )
}

/** `/project/_apis/git/repositories/name`. Throws NetFault `configuration` for what is no repository. */
export function repositoryPath(repository: string, peer: string): string {
  const [project = '', name = ''] = repository.split('/')
  if (!RepositoryPath.safeParse(repository).success)
    throw setupFault(peer, `"${repository}" is not a repository: project/repository`)
  return `/${encodeURIComponent(project)}/_apis/git/repositories/${encodeURIComponent(name)}`
}

/**
 * Statuses of commits; the newest of a context counts. Source: learn.microsoft.com, "Statuses - Create",
 * POST {organization}/{project}/_apis/git/repositories/{repositoryId}/commits/{commitId}/statuses.
 */
export class AzureDevopsCi implements CiClient {
  readonly #client: () => StatusClient

  constructor(client: () => StatusClient) {
    this.#client = client
  }

  async setStatus(status: CommitStatus): Promise<void> {
    const { repository, sha, state, context, description, targetUrl } = status
    const client = this.#client()
    await client.send({
      operation: 'commit_status',
      method: 'POST',
      path: `${repositoryPath(repository, client.peer)}/commits/${encodeURIComponent(sha)}/statuses?${version}`,
      body: {
        state: states[state],
        description: cutText(description, textLimit),
        targetUrl,
        context: { name: cutText(context, textLimit), genre: 'earshot' },
      },
      reply: z.unknown(),
    })
  }
}
