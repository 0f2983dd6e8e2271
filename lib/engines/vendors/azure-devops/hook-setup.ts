import type { HookSetup } from '#lib/engines/vendors/inbound.ts'

/** Azure DevOps' form "Service hooks / Web Hooks", as of 2026. */
export const hookSetup = (address: string): HookSetup => ({
  where:
    'On Azure DevOps: Project settings, Service hooks, Create subscription, Web Hooks; one subscription for each event.',
  rows: [
    { label: 'URL', is: 'address', value: address },
    { label: 'Basic authentication username', is: 'text', value: 'earshot' },
    { label: 'Basic authentication password', is: 'secret', value: 'webhook_secret' },
    { label: 'Resource details to send', is: 'text', value: 'All' },
    { label: 'Messages to send, Detailed messages to send', is: 'text', value: 'None' },
  ],
  events: [
    'Code pushed',
    'Pull request created',
    'Pull request updated (change: Source branch updated)',
    'Build completed',
  ],
})
