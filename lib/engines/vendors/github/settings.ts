import { z } from 'zod'

import { CiSettings } from '#lib/engines/vendors/ci-settings.ts'
import { InboundSettings } from '#lib/engines/vendors/inbound-settings.ts'

/** `owner/name` as GitHub allows it */
export const RepositoryName = z
  .string()
  .regex(/^[A-Za-z0-9_-]+\/(?!\.{1,2}$)[A-Za-z0-9._-]+$/, 'must be owner/name')
  .max(140)

const Label = z.string().trim().min(1).max(50)
const Login = z.string().regex(/^[A-Za-z0-9_-]+(\[bot\])?$/, 'is not a login')

const IssueCreation = z.strictObject({
  enabled: z.boolean().default(false).meta({ title: 'Keep issues here' }),
  /** an issue for each failing case, or only where a person files a defect */
  on_failure: z.boolean().default(true).meta({
    title: 'For every failure',
    description: 'Else only where a person files a defect',
  }),
  on_critical_failure: z.boolean().optional().meta({ title: 'For each critical failure' }),
  on_regression: z.boolean().optional().meta({ title: 'For each case that passed before' }),
  repository: RepositoryName.optional().meta({
    title: 'Repository for issues',
    description: 'owner/name; empty: the one above',
  }),
  labels: z.array(Label).max(50).default(['bug', 'voice-ai']).meta({
    title: 'Labels',
    description: 'One a line',
  }),
  assignees: z.array(Login).max(10).default([]).meta({
    title: 'Assignees',
    description: 'Logins, one a line; GitHub drops those who may not push',
  }),
  milestone: z.string().trim().max(255).optional().meta({
    title: 'Milestone',
    description: 'Title or number of an open one; empty: none',
  }),
  auto_close_on_success: z.boolean().default(true).meta({
    title: 'Close when it passes again',
  }),
})

/** Settings of a GitHub connection. */
export const GithubConfig = z.object({
  base_url: z
    .url({ protocol: /^https?$/ })
    .default('https://api.github.com')
    .meta({
      title: 'API address',
      description: 'GitHub Enterprise Server: https://your-host/api/v3',
    }),
  repository: RepositoryName.optional().meta({
    title: 'Repository',
    description: 'owner/name; used where nothing else names one, and by the test',
  }),
  commit_status: CiSettings.shape.commit_status,
  comment: CiSettings.shape.comment.meta({
    title: 'Comment on pull requests',
  }),
  issue_creation: IssueCreation.default({
    enabled: false,
    on_failure: true,
    labels: ['bug', 'voice-ai'],
    assignees: [],
    auto_close_on_success: true,
  }).meta({
    title: 'Issues',
    description:
      'One for each distinct failure; it is commented on and closed, never created twice',
  }),
  webhooks: InboundSettings.shape.webhooks,
  app_id: z.int().positive().optional().meta({
    title: 'GitHub App id',
    description: 'Only with the private key of an App instead of a token',
  }),
  installation_id: z.int().positive().optional().meta({
    title: 'Installation id',
    description: 'Of the App; found by the repository when empty',
  }),
})
export type GithubConfig = z.output<typeof GithubConfig>

const pem = /^\s*-----BEGIN (RSA )?PRIVATE KEY-----[\s\S]+-----END (RSA )?PRIVATE KEY-----\s*$/

export const GithubSecrets = z.object({
  token: z
    .string()
    .regex(/^[\x21-\x7e]{4,1024}$/, 'must be printable ASCII without spaces')
    .optional()
    .meta({
      title: 'Token',
      description: 'Fine-grained: commit statuses, issues and pull requests, read and write',
    }),
  app_private_key: z.string().regex(pem, 'must be a private key in PEM form').optional().meta({
    title: 'App private key',
    contentMediaType: 'application/x-pem-file',
    description: 'The .pem file of a GitHub App, instead of a token',
  }),
  webhook_secret: z
    .string()
    .min(8)
    .max(1_024)
    .optional()
    .meta({ title: 'Webhook secret', description: 'The same text as in the webhook on GitHub' }),
})
export type GithubSecrets = z.output<typeof GithubSecrets>
