import { defineIntegration } from '../types.ts'
import { check } from './check.ts'
import { GitlabCi } from './ci.ts'
import { GitlabClient } from './client.ts'
import { hookSetup } from './hook-setup.ts'
import { receiver } from './receiver.ts'
import { GitlabConfig, GitlabSecrets } from './settings.ts'

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
