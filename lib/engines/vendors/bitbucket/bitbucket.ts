import { z } from 'zod'

import { BitbucketCi, bitbucketClient, repositoryPath } from '#lib/engines/vendors/bitbucket/ci.ts'
import { hookSetup } from '#lib/engines/vendors/bitbucket/hook-setup.ts'
import { receiver } from '#lib/engines/vendors/bitbucket/receiver.ts'
import { BitbucketConfig, BitbucketSecrets } from '#lib/engines/vendors/bitbucket/settings.ts'
import { checkStatuses } from '#lib/engines/vendors/status-client.ts'
import { defineIntegration } from '#lib/engines/vendors/types.ts'

const Repository = z.object({ full_name: z.string() })

export const bitbucket = defineIntegration({
  kind: 'bitbucket',
  label: 'Bitbucket Cloud',
  summary: 'Tests commits and pull requests, and posts their build status.',
  config: BitbucketConfig,
  secrets: BitbucketSecrets,
  inboundSecrets: ['webhook_secret'],
  receiver,
  hookSetup,
  ci: (config, secrets, io) => new BitbucketCi(bitbucketClient(config, secrets, io)),
  check: (config, secrets, io) =>
    checkStatuses(
      {
        isUsed: config.commit_status.enabled,
        hasToken: secrets.token !== undefined,
        hasSecret: secrets.webhook_secret !== undefined,
      },
      async () => {
        const client = bitbucketClient(config, secrets, io)
        if (config.repository === undefined)
          return {
            ok: false,
            detail: 'Name a repository, so that the access token can be tried on it',
          }
        const path = repositoryPath(config.repository, client.peer)
        const found = await client.send({
          operation: 'check',
          method: 'GET',
          path,
          reply: Repository,
        })
        return { ok: true, detail: `The token reads ${found.full_name}` }
      },
    ),
})
