import { z } from 'zod'

import { CiSettings } from '#lib/engines/vendors/ci-settings.ts'
import { InboundSettings } from '#lib/engines/vendors/inbound-settings.ts'

/** `workspace/repository` as Bitbucket writes them in addresses */
export const RepositoryPath = z
  .string()
  .regex(/^[A-Za-z0-9_.{}-]+\/[A-Za-z0-9_.{}-]+$/, 'must be workspace/repository')
  .max(255)

/** Settings of a Bitbucket Cloud connection. */
export const BitbucketConfig = z.object({
  base_url: z
    .url({ protocol: /^https?$/ })
    .default('https://api.bitbucket.org/2.0')
    .meta({ title: 'API address', description: 'Of Bitbucket Cloud, with /2.0' }),
  repository: RepositoryPath.optional().meta({
    title: 'Repository',
    description: 'workspace/repository; used where nothing else names one, and by the test',
  }),
  email: z.email().optional().meta({
    title: 'Account',
    description: 'E-mail address of an API token; empty for a repository or workspace access token',
  }),
  commit_status: CiSettings.shape.commit_status,
  webhooks: InboundSettings.shape.webhooks,
})
export type BitbucketConfig = z.output<typeof BitbucketConfig>

export const BitbucketSecrets = z.object({
  token: z
    .string()
    .regex(/^[\x21-\x7e]{4,1024}$/, 'must be printable ASCII without spaces')
    .optional()
    .meta({
      title: 'Access token',
      description: 'Of the repository or workspace, with the permission to read repositories',
    }),
  webhook_secret: z
    .string()
    .min(8)
    .max(1_024)
    .optional()
    .meta({ title: 'Webhook secret', description: 'The same text as in the webhook on Bitbucket' }),
})
export type BitbucketSecrets = z.output<typeof BitbucketSecrets>
