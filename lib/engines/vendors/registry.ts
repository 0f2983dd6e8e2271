import { z } from 'zod'

import { azureDevops } from '#lib/engines/vendors/azure-devops/azure-devops.ts'
import { bitbucket } from '#lib/engines/vendors/bitbucket/bitbucket.ts'
import { email } from '#lib/engines/vendors/email/email.ts'
import { github } from '#lib/engines/vendors/github/github.ts'
import { gitlab } from '#lib/engines/vendors/gitlab/gitlab.ts'
import { jenkins } from '#lib/engines/vendors/jenkins/jenkins.ts'
import { jira } from '#lib/engines/vendors/jira/jira.ts'
import { slack } from '#lib/engines/vendors/slack/slack.ts'
import type { Integration } from '#lib/engines/vendors/types.ts'
import { webhook } from '#lib/engines/vendors/webhook/webhook.ts'
import { InvalidError } from '#lib/platform/errors.ts'

/** Every integration by its kind. A new one adds its line here. */
export const integrations: Readonly<Record<string, Integration>> = {
  github,
  gitlab,
  bitbucket,
  azure_devops: azureDevops,
  jenkins,
  slack,
  jira,
  email,
  webhook,
}

export const integrationKinds = Object.keys(integrations)

/** Throws InvalidError that names the kinds there are. */
export function getIntegration(kind: string): Integration {
  const integration = Object.hasOwn(integrations, kind) ? integrations[kind] : undefined
  if (integration) return integration
  throw new InvalidError(
    `There is no integration "${kind}"; there is: ${integrationKinds.join(', ')}`,
  )
}

/** What pages need to know of an integration. */
export type IntegrationDescription = {
  kind: string
  label: string
  summary: string
  /** JSON Schema of what a person may enter; titles and descriptions are for the form */
  config: z.core.JSONSchema.BaseSchema
  /** JSON Schema of the write-only part */
  secrets: z.core.JSONSchema.BaseSchema
  /** fields of `secrets` that deliveries are verified with; they are rotated, the others replaced */
  inboundSecrets: readonly string[]
  capabilities: {
    /** deliveries come in and may start runs */
    receives: boolean
    /** commits are told what became of them */
    posts: boolean
    /** messages are carried */
    notifies: boolean
    /** issues are kept */
    tracks: boolean
  }
}

export function describeIntegration(kind: string): IntegrationDescription {
  const { receiver, ci, notifier, tracker, ...integration } = getIntegration(kind)
  return {
    kind,
    label: integration.label,
    summary: integration.summary,
    config: z.toJSONSchema(integration.config, { io: 'input' }),
    secrets: z.toJSONSchema(integration.secrets, { io: 'input' }),
    inboundSecrets: integration.inboundSecrets ?? [],
    capabilities: {
      receives: receiver !== undefined,
      posts: ci !== undefined,
      notifies: notifier !== undefined,
      tracks: tracker !== undefined,
    },
  }
}

/** Descriptions of all integrations, in the order of the registry. */
export function describeIntegrations(): IntegrationDescription[] {
  return integrationKinds.map(describeIntegration)
}
