import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'

import type { Attempt } from '#lib/http/attempt-limiter.ts'
import { compressPage } from '#lib/http/compress-page.ts'
import { readCookies } from '#lib/http/cookies.ts'
import { sendOn } from '#lib/http/door.ts'
import { pathHeader } from '#lib/http/next-path.ts'
import { countPage } from '#lib/http/page-limit.ts'
import { RateLimitedError, rateLimitHeaders } from '#lib/http/rate-limit.ts'
import { settings } from '#lib/platform/config/settings.ts'

/** Every document: prefetched ones, addresses with dots and what is not found too. Built files are none. */
const isPage = (path: string) =>
  !/^\/(?:api\/|_next\/static\/|(?:_next\/image|webhooks\/ci-cd|health|metrics)$)/.test(path)

/**
 * Gives each page a Content-Security-Policy with a fresh nonce: only scripts that Next.js itself emitted run.
 * Styles stay inline because charts, popovers and virtual lists position themselves with style attributes.
 */
function contentSecurityPolicy(nonce: string): string {
  const evaluate = settings().NODE_ENV === 'development' ? " 'unsafe-eval'" : ''
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluate}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Counts the page; the refusal when it is one too many. */
function count(request: IncomingMessage): Attempt | RateLimitedError | null {
  try {
    const headers = new Headers(
      Object.entries(request.headers).flatMap(([name, value]) =>
        name.startsWith('x-earshot-') && typeof value === 'string' ? [[name, value]] : [],
      ),
    )
    return countPage(request.method ?? 'GET', headers, readCookies(request.headers.cookie))
  } catch (error) {
    if (error instanceof RateLimitedError) return error
    throw error
  }
}

/** What every request for a page needs before Next.js sees it. */
export function receivePage(request: IncomingMessage, response: ServerResponse): void {
  const [path = '/'] = (request.url ?? '/').split('?', 1)
  if (!isPage(path)) return
  const counted = count(request)
  if (counted instanceof RateLimitedError) {
    const { code, message: detail, attempt } = counted
    return sendOn(request, { code, detail, attempt })
  }
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64')
  const policy = contentSecurityPolicy(nonce)
  request.headers['x-nonce'] = nonce
  request.headers[pathHeader] = request.url ?? '/'
  // Next.js takes the nonce of its scripts from here.
  request.headers['content-security-policy'] = policy
  response.setHeader('content-security-policy', policy)
  if (counted)
    for (const [name, value] of rateLimitHeaders(counted)) response.setHeader(name, value)
  compressPage(request, response)
}

const holder = globalThis as typeof globalThis & { earshotPageDoor?: true }

/**
 * Receives pages as long as this process lives. Not in `proxy.ts`, where Next.js makes two requests and two answers of each.
 */
export function openPageDoor(): void {
  if (holder.earshotPageDoor) return
  holder.earshotPageDoor = true
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    receivePage(request, response)
  })
}
