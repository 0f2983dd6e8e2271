import { z } from 'zod'

import { CiSettings } from '#lib/engines/vendors/ci-settings.ts'
import { InboundSettings } from '#lib/engines/vendors/inbound-settings.ts'

/** `group/sub/project` */
export const ProjectPath = z
  .string()
  .regex(/^[\p{L}\p{N}_.-]+(\/[\p{L}\p{N}_.-]+)+$/u, 'must be group/project')
  .max(255)

/** Settings of a GitLab connection. */
export const GitlabConfig = z.object({
  base_url: z
    .url({ protocol: /^https?$/ })
    .default('https://gitlab.com')
    .meta({ title: 'Address', description: 'Of the GitLab server, without /api/v4' }),
  project: ProjectPath.optional().meta({
    title: 'Project',
    description: 'group/project; used where nothing else names one, and by the test',
  }),
  commit_status: CiSettings.shape.commit_status,
  comment: CiSettings.shape.comment.meta({
    title: 'Comment on merge requests',
  }),
  webhooks: InboundSettings.shape.webhooks,
})
export type GitlabConfig = z.output<typeof GitlabConfig>

/** `whsec_` and the base64 of at least 24 bytes, as Standard Webhooks has it; GitLab's are 32. */
const SigningToken = z
  .string()
  .regex(
    /^whsec_(?:[A-Za-z0-9+/]{4}){8,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
    'must begin with whsec_',
  )
  .max(256)

export const GitlabSecrets = z.object({
  token: z
    .string()
    .regex(/^[\x21-\x7e]{4,1024}$/, 'must be printable ASCII without spaces')
    .optional()
    .meta({
      title: 'Access token',
      description: 'Personal, group or project token with the scope api, role Developer or higher',
    }),
  webhook_secret: z
    .string()
    .min(8)
    .max(1_024)
    .optional()
    .meta({ title: 'Secret token', description: 'The same text as in the webhook on GitLab' }),
  signing_token: SigningToken.optional().meta({
    title: 'Signing token',
    description: 'whsec_…, GitLab 19 and later; stronger than a secret token',
  }),
})
export type GitlabSecrets = z.output<typeof GitlabSecrets>
