import { z } from 'zod'

import { CiSettings } from '#lib/engines/vendors/ci-settings.ts'
import { InboundSettings } from '#lib/engines/vendors/inbound-settings.ts'

/** `project/repository`; both may have spaces */
export const RepositoryPath = z
  .string()
  .regex(/^[^/\\?#%\p{Cc}]+\/[^/\\?#%\p{Cc}]+$/u, 'must be project/repository')
  .refine((path) => path.split('/').every((part) => !/^\.{1,2}$/.test(part)), 'is no repository')
  .max(255)

/** Settings of an Azure DevOps connection. */
export const AzureDevopsConfig = z.object({
  base_url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      title: 'Organization',
      description:
        'https://dev.azure.com/your-organization; on a server of your own with the collection',
    }),
  repository: RepositoryPath.optional().meta({
    title: 'Repository',
    description: 'project/repository; used where nothing else names one, and by the test',
  }),
  commit_status: CiSettings.shape.commit_status,
  webhooks: InboundSettings.shape.webhooks,
})
export type AzureDevopsConfig = z.output<typeof AzureDevopsConfig>

export const AzureDevopsSecrets = z.object({
  token: z
    .string()
    .regex(/^[\x21-\x7e]{4,1024}$/, 'must be printable ASCII without spaces')
    .optional()
    .meta({ title: 'Personal access token', description: 'With the scope Code (status)' }),
  webhook_secret: z
    .string()
    .regex(/^[\x21-\x7e]{12,1024}$/, 'must be 12 or more printable ASCII characters without spaces')
    .optional()
    .meta({
      title: 'Webhook password',
      description: 'The same text as the basic authentication password of the service hook',
    }),
})
export type AzureDevopsSecrets = z.output<typeof AzureDevopsSecrets>
