import { createHash } from 'node:crypto'

import type { Attempt } from '#lib/http/attempt-limiter.ts'
import {
  type Caller,
  countCaller,
  countStranger,
  RateLimitedError,
  rateLimitHeaders,
} from '#lib/http/rate-limit.ts'
import { boundedCache } from '#lib/platform/bounded-cache.ts'

/** A page costs several queries. */
const pageWorth = 5

// On globalThis because pages and the proxy are bundled apart.
const holder = globalThis as typeof globalThis & {
  earshotSeenSessions?: ReturnType<typeof boundedCache<Caller>>
}
const seen = (holder.earshotSeenSessions ??= boundedCache<Caller>(10_000))

/** Names a session by its cookies without keeping them. */
function keyOf(cookies: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256')
  for (const [name, value] of Object.entries(cookies))
    if (name.includes('earshot.session')) hash.update(`${name}=${value};`)
  return hash.digest('base64url')
}

/** Notes whose session these cookies are, once a page has checked it: the proxy, which checks none, counts by it. */
export function noteSession(cookies: Readonly<Record<string, string>>, caller: Caller): void {
  seen.set(keyOf(cookies), caller)
}

/** Written by hand, since nothing of the application may be asked for it. */
const tooMany = (text: string) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Too many requests</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1.5rem}</style>
<main><h1>Too many requests</h1><p>${text}</p><p>Then reload this page.</p></main></html>
`

function refusal({ message, attempt }: RateLimitedError): Response {
  return new Response(tooMany(message), {
    status: 429,
    headers: [
      ['content-type', 'text/html; charset=utf-8'],
      ['content-security-policy', "default-src 'none'; style-src 'unsafe-inline'"],
      ['cache-control', 'no-store'],
      ['retry-after', String(attempt.reset)],
      ...rateLimitHeaders(attempt),
    ],
  })
}

/**
 * Counts a request for a page before anything is done for it. Returns the answer to give instead, or what is left.
 * A session that no page has seen yet counts as a stranger's. Server actions count for themselves.
 */
export function countPage(
  method: string,
  headers: Headers,
  cookies: Readonly<Record<string, string>>,
): Response | Attempt | null {
  const caller = seen.get(keyOf(cookies))
  try {
    if (!caller) return countStranger(headers)
    return method === 'POST' ? null : countCaller(caller, pageWorth)
  } catch (error) {
    if (error instanceof RateLimitedError) return refusal(error)
    throw error
  }
}
