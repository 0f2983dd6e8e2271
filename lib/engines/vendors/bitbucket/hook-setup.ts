import type { HookSetup } from '#lib/engines/vendors/inbound.ts'

/** Bitbucket Cloud's form "Webhooks / Add webhook", as of 2026. */
export const hookSetup = (address: string): HookSetup => ({
  where: 'On Bitbucket: the repository, Repository settings, Webhooks, Add webhook.',
  rows: [
    { label: 'Title', is: 'text', value: 'Earshot' },
    { label: 'URL', is: 'address', value: address },
    { label: 'Secret', is: 'secret', value: 'webhook_secret' },
    { label: 'Status', is: 'text', value: 'Active' },
    { label: 'Triggers', is: 'text', value: 'Choose from a full list of triggers' },
  ],
  events: ['Repository: Push', 'Pull request: Created', 'Pull request: Updated'],
})
