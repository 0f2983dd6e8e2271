import { createHash } from 'node:crypto'

import { Octokit } from '@octokit/core'
import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'

import { oneLine } from '#lib/engines/vendors/event-text.ts'
import { log } from '#lib/platform/log.ts'
import { NetworkError, statusFault } from '#lib/platform/net/network-error.ts'

/** Statuses that another try at once cannot change; limits are for the outbox, which waits as long as it takes. */
const final = [400, 401, 403, 404, 409, 410, 422, 429, 451]

/**
 * Listed before the plugins, so that it hears of a failure first: a redirect is an answer that we do not follow, and
 * what our own way out refuses is not tried again.
 */
function faults(octokit: Octokit): Record<never, never> {
  octokit.hook.after('request', ({ status, headers, url }) => {
    if (status < 300) return
    const to = oneLine(headers.location ?? 'another address', 300)
    throw statusFault(URL.parse(url)?.host ?? 'github', status, `GitHub points to ${to}`, null)
  })
  octokit.hook.error('request', (error) => {
    const { cause } = error
    if (!(cause instanceof NetworkError)) throw error
    throw cause.retryable && cause.fault !== 'breaker_open' ? error : cause
  })
  return {}
}

const GithubOctokit = Octokit.plugin(faults, retry, throttling)

export type OctokitOptions = {
  baseUrl: string
  /** names the credential without telling it: requests under one credential share GitHub's limits */
  credential: string
  fetch: typeof globalThis.fetch
  /** false: no pause between writes */
  paced: boolean
}

/**
 * Octokit that paces writes as GitHub asks (one a second, three seconds between those that notify people, for each
 * credential and process), and leaves waiting for a used-up limit to the caller. Only reads are tried again, once.
 */
export function createOctokit({ baseUrl, credential, fetch, paced }: OctokitOptions) {
  const id = createHash('sha256').update(`${baseUrl}\n${credential}`).digest('hex')
  return new GithubOctokit({
    baseUrl: baseUrl.replace(/\/+$/, ''),
    userAgent: 'Earshot',
    log: {
      debug: () => undefined,
      info: () => undefined,
      warn: (message: string) => log.debug({ message }, 'github client'),
      error: (message: string) => log.debug({ message }, 'github client'),
    },
    request: { fetch },
    retry: { retries: 1, retryAfterBaseValue: 300, doNotRetry: final },
    throttle: {
      enabled: paced,
      id,
      onRateLimit: () => false,
      onSecondaryRateLimit: () => false,
    },
  })
}
