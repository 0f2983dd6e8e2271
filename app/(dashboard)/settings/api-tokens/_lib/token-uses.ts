import type { TokenScope } from '#db/enums.ts'

export type TokenUse = { label: string; scopes: TokenScope[] }

/** What a token is usually made for, the most first; the API takes any combination. */
export const tokenUses: readonly TokenUse[] = [
  { label: 'Everything I may do', scopes: ['read', 'run', 'write', 'admin'] },
  {
    label: 'Read, run tests, and change suites, targets and reviews',
    scopes: ['read', 'run', 'write'],
  },
  { label: 'Read, and start and cancel runs', scopes: ['read', 'run'] },
  { label: 'Read only', scopes: ['read'] },
]
