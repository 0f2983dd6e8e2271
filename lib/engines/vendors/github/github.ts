import { check } from '#lib/engines/vendors/github/check.ts'
import { GithubCi } from '#lib/engines/vendors/github/ci.ts'
import { GithubClient } from '#lib/engines/vendors/github/client.ts'
import { hookSetup } from '#lib/engines/vendors/github/hook-setup.ts'
import { receiver } from '#lib/engines/vendors/github/receiver.ts'
import { GithubConfig, GithubSecrets } from '#lib/engines/vendors/github/settings.ts'
import { GithubTracker } from '#lib/engines/vendors/github/tracker.ts'
import { defineIntegration } from '#lib/engines/vendors/types.ts'

export const github = defineIntegration({
  kind: 'github',
  label: 'GitHub',
  summary: 'Tests commits and pull requests, posts their status, and keeps issues for failures.',
  config: GithubConfig,
  secrets: GithubSecrets,
  inboundSecrets: ['webhook_secret'],
  receiver,
  hookSetup,
  check,
  ci: (config, secrets, io) => new GithubCi(new GithubClient(config, secrets, io)),
  tracker: (config, secrets, io) =>
    new GithubTracker(config, new GithubClient(config, secrets, io)),
})
