import { InvalidError } from '#lib/errors.ts'

import { email } from './email/email.ts'
import { github } from './github/github.ts'
import { gitlab } from './gitlab/gitlab.ts'
import { jenkins } from './jenkins/jenkins.ts'
import { jira } from './jira/jira.ts'
import { slack } from './slack/slack.ts'
import type { Integration } from './types.ts'
import { webhook } from './webhook/webhook.ts'

/** Every integration by its kind. A new one adds its line here. */
export const integrations: Readonly<Record<string, Integration>> = {
  github,
  gitlab,
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
