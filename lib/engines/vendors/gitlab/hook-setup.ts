import type { HookSetup } from '#lib/engines/vendors/inbound.ts'

/** GitLab's form "Webhooks / Add new webhook", as of GitLab 19. */
export const hookSetup = (address: string): HookSetup => ({
  where: 'On GitLab: the project or group, Settings, Webhooks, Add new webhook.',
  rows: [
    { label: 'URL', is: 'address', value: address },
    { label: 'Signing token (GitLab 19 and later)', is: 'secret', value: 'signing_token' },
    { label: 'Secret token (earlier ones)', is: 'secret', value: 'webhook_secret' },
    { label: 'SSL verification', is: 'text', value: 'Enable' },
  ],
  events: ['Push events', 'Tag push events', 'Merge request events', 'Releases events'],
})
