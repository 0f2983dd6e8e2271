import { check } from '#lib/engines/vendors/gitlab/check.ts'
import { GitlabCi } from '#lib/engines/vendors/gitlab/ci.ts'
import { GitlabClient } from '#lib/engines/vendors/gitlab/client.ts'
import { hookSetup } from '#lib/engines/vendors/gitlab/hook-setup.ts'
import { receiver } from '#lib/engines/vendors/gitlab/receiver.ts'
import { GitlabConfig, GitlabSecrets } from '#lib/engines/vendors/gitlab/settings.ts'
import { defineIntegration } from '#lib/engines/vendors/types.ts'

export const gitlab = defineIntegration({
  kind: 'gitlab',
  label: 'GitLab',
  summary: 'Tests commits and merge requests, and posts their status and a note with the results.',
  config: GitlabConfig,
  secrets: GitlabSecrets,
  inboundSecrets: ['webhook_secret', 'signing_token'],
  receiver,
  hookSetup,
  check,
  ci: (config, secrets, io) => new GitlabCi(config, new GitlabClient(config, secrets, io)),
})
