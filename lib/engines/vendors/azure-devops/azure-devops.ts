import { z } from 'zod'

import {
  azureClient,
  AzureDevopsCi,
  repositoryPath,
  version,
} from '#lib/engines/vendors/azure-devops/ci.ts'
import { hookSetup } from '#lib/engines/vendors/azure-devops/hook-setup.ts'
import { receiver } from '#lib/engines/vendors/azure-devops/receiver.ts'
import {
  AzureDevopsConfig,
  AzureDevopsSecrets,
} from '#lib/engines/vendors/azure-devops/settings.ts'
import { checkStatuses } from '#lib/engines/vendors/status-client.ts'
import { defineIntegration } from '#lib/engines/vendors/types.ts'

const Repository = z.object({ name: z.string(), project: z.object({ name: z.string() }) })

export const azureDevops = defineIntegration({
  kind: 'azure_devops',
  label: 'Azure DevOps',
  summary: 'Tests commits, pull requests and builds, and posts the status of commits.',
  config: AzureDevopsConfig,
  secrets: AzureDevopsSecrets,
  inboundSecrets: ['webhook_secret'],
  receiver,
  hookSetup,
  ci: (config, secrets, io) => new AzureDevopsCi(() => azureClient(config, secrets, io)),
  check: (config, secrets, io) =>
    checkStatuses(
      {
        isUsed: config.commit_status.enabled,
        hasToken: secrets.token !== undefined,
        hasSecret: secrets.webhook_secret !== undefined,
      },
      async () => {
        const client = azureClient(config, secrets, io)
        if (config.repository === undefined)
          return { ok: false, detail: 'Name a repository, so that the token can be tried on it' }
        const path = `${repositoryPath(config.repository, client.peer)}?${version}`
        const found = await client.send({
          operation: 'check',
          method: 'GET',
          path,
          reply: Repository,
        })
        return { ok: true, detail: `The token reads ${found.project.name}/${found.name}` }
      },
    ),
})
