import type { HookSetup } from '#lib/engines/vendors/inbound.ts'

/** GitHub's form "Webhooks / Add webhook", as of 2026. */
export const hookSetup = (address: string): HookSetup => ({
  where: 'On GitHub: the repository or organization, Settings, Webhooks, Add webhook.',
  rows: [
    { label: 'Payload URL', is: 'address', value: address },
    { label: 'Content type', is: 'text', value: 'application/json' },
    { label: 'Secret', is: 'secret', value: 'webhook_secret' },
    { label: 'SSL verification', is: 'text', value: 'Enable' },
    { label: 'Which events?', is: 'text', value: 'Let me select individual events' },
  ],
  events: [
    'Pushes',
    'Pull requests',
    'Releases',
    'Merge groups (for a merge queue)',
    'Deployment statuses (to test what was deployed)',
    'Issue comments (for /earshot run on a pull request)',
  ],
})
