import { createHash } from 'node:crypto'

import { createAppAuth } from '@octokit/auth-app'

import type { GithubConfig, GithubSecrets } from '#lib/engines/vendors/github/settings.ts'
import { setupFault } from '#lib/engines/vendors/provider-fault.ts'

export type Credentials =
  | { kind: 'none'; name: string; reason: string }
  | { kind: 'token'; name: string; header: string }
  | { kind: 'app'; name: string; appId: number; jwt: () => Promise<string> }

const none = (reason: string): Credentials => ({ kind: 'none', name: 'none', reason })

/** Names a credential in keys of memory without holding it. */
const fingerprint = (text: string) => createHash('sha256').update(text).digest('hex')

/**
 * How a connection speaks to GitHub: as an App where a private key is saved, else by token. `none` says why it cannot. The
 * library only signs: requests for installation tokens under way it shares between all its users by installation id
 * alone, whichever server and App they belong to.
 */
export function credentialsOf(
  config: GithubConfig,
  { token, app_private_key: key }: GithubSecrets,
  peer: string,
): Credentials {
  if (key !== undefined) {
    const appId = config.app_id
    if (appId === undefined) return none('the private key of an App needs its App id')
    const auth = createAppAuth({ appId, privateKey: key })
    return {
      kind: 'app',
      name: fingerprint(`${appId}\n${key}`),
      appId,
      jwt: async () => {
        try {
          return `bearer ${(await auth({ type: 'app' })).token}`
        } catch {
          throw setupFault(peer, 'the private key of the App cannot be used')
        }
      },
    }
  }
  if (token === undefined) return none('no token is saved; save one, or the private key of an App')
  return { kind: 'token', name: fingerprint(token), header: `token ${token}` }
}

type Kept = { header: string; expiresAt: number }
const kept = new Map<string, Kept>()
const mostKept = 1_000
/** ms before its end at which a token is renewed */
const margin = 120_000

/** Installation tokens of this process, by server, App key and installation; GitHub gives them for an hour. */
export const installationTokens = {
  find(key: string, now: number): string | null {
    const found = kept.get(key)
    return found && found.expiresAt - margin > now ? found.header : null
  },
  keep(key: string, token: string, expiresAt: string): string {
    const [oldest] = kept.keys()
    if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest)
    const header = `token ${token}`
    kept.set(key, { header, expiresAt: Date.parse(expiresAt) })
    return header
  },
  /** GitHub no longer takes it. */
  drop(header: string): void {
    for (const [key, one] of kept) if (one.header === header) kept.delete(key)
  },
}
