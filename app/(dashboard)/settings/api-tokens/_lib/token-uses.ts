import type { TokenScope } from '#db/enums.ts'

export type TokenUse = { label: string; scopes: TokenScope[] }

/** What a token is usually made for, CI first; the API takes any combination. */
export const tokenUses: readonly TokenUse[] = [
  {
    label: 'CI: read, start and cancel runs, import suites and targets',
    scopes: ['read', 'run', 'import'],
  },
  { label: 'Read, and start and cancel runs', scopes: ['read', 'run'] },
  { label: 'Read, decide reviews and change defects', scopes: ['read', 'review'] },
  { label: 'Read, and send webhooks and messages again', scopes: ['read', 'webhook'] },
  { label: 'Read only', scopes: ['read'] },
  {
    label: 'Everything I may do, but accounts and tokens',
    scopes: ['read', 'run', 'import', 'review', 'webhook', 'admin'],
  },
]
