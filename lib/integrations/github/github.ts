import { defineIntegration } from '../types.ts'
import { check } from './check.ts'
import { GithubCi } from './ci.ts'
import { GithubClient } from './client.ts'
import { hookSetup } from './hook-setup.ts'
import { receiver } from './receiver.ts'
import { GithubConfig, GithubSecrets } from './settings.ts'
import { GithubTracker } from './tracker.ts'

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
