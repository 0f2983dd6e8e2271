import { createHash } from 'node:crypto'

import type { Attempt } from '#lib/http/attempt-limiter.ts'
import { onNews, tellSession } from '#lib/http/group/member.ts'
import { type Caller, countCaller, countStranger, rateLimitHeaders } from '#lib/http/rate-limit.ts'
import { boundedCache } from '#lib/platform/bounded-cache.ts'

/** A page costs several queries. */
const pageWorth = 5

// On globalThis because pages and what comes before them are bundled apart.
const holder = globalThis as typeof globalThis & {
  earshotSeenSessions?: ReturnType<typeof boundedCache<Caller>>
}

function remember() {
  const cache = boundedCache<Caller>(10_000)
  onNews(({ session }) => {
    if (session) cache.set(session.key, session.caller)
  })
  return cache
}
const seen = (holder.earshotSeenSessions ??= remember())

/** Names a session by its cookies without keeping them. */
function keyOf(cookies: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256')
  for (const [name, value] of Object.entries(cookies))
    if (name.includes('earshot.session')) hash.update(`${name}=${value};`)
  return hash.digest('base64url')
}

/**
 * Notes whose session these cookies are, once a page has checked it: the door, which checks none, counts by it, in this
 * web process and the others.
 */
export function noteSession(cookies: Readonly<Record<string, string>>, caller: Caller): void {
  const key = keyOf(cookies)
  if (!seen.get(key)) tellSession({ key, caller })
  seen.set(key, caller)
}

/** Written by hand, since nothing of the application may be asked for it. */
const tooMany = (text: string) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Too many requests</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1.5rem}</style>
<main><h1>Too many requests</h1><p>${text}</p><p>Then reload this page.</p></main></html>
`

/** The answer in place of a page that was asked for too often. */
export const tooManyPages = (message: string, attempt: Attempt): Response =>
  new Response(tooMany(message), {
    status: 429,
    headers: [
      ['content-type', 'text/html; charset=utf-8'],
      ['content-security-policy', "default-src 'none'; style-src 'unsafe-inline'"],
      ['cache-control', 'no-store'],
      ['retry-after', String(attempt.reset)],
      ...rateLimitHeaders(attempt),
    ],
  })

/**
 * Counts a request for a page before anything is done for it. Throws `RateLimitedError`, or returns what is left.
 * A session that no page has seen yet counts as a stranger's. Server actions count for themselves.
 */
export function countPage(
  method: string,
  headers: Headers,
  cookies: Readonly<Record<string, string>>,
): Attempt | null {
  const caller = seen.get(keyOf(cookies))
  if (!caller) return countStranger(headers)
  return method === 'POST' ? null : countCaller(caller, pageWorth)
}
