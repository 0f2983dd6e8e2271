import { NextResponse, type NextRequest } from 'next/server'

import { checkActionCall } from '#lib/http/action-arguments.ts'
import { corsHeaders } from '#lib/http/cors.ts'
import { countPage } from '#lib/http/page-limit.ts'
import { pathHeader } from '#lib/http/next-path.ts'
import { problemResponse } from '#lib/http/problem.ts'
import { rateLimitHeaders } from '#lib/http/rate-limit.ts'
import { settings } from '#lib/platform/config/settings.ts'

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

/** Lets pages of ALLOWED_ORIGINS call the API; browsers ask beforehand with OPTIONS. */
function crossOrigin(request: NextRequest): NextResponse {
  const headers = corsHeaders(request.headers.get('origin')) ?? {}
  if (request.method === 'OPTIONS' && request.headers.has('access-control-request-method'))
    return new NextResponse(null, { status: 204, headers })
  const response = NextResponse.next()
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

export async function proxy(request: NextRequest): Promise<Response> {
  if (request.nextUrl.pathname.startsWith('/api/')) return crossOrigin(request)
  const cookies = request.cookies.getAll().map(({ name, value }) => [name, value] as const)
  const limit = countPage(request.method, request.headers, Object.fromEntries(cookies))
  if (limit instanceof Response) return limit
  try {
    await checkActionCall(request)
  } catch (error) {
    return problemResponse(error, crypto.randomUUID())
  }
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64')
  const policy = contentSecurityPolicy(nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set(pathHeader, `${request.nextUrl.pathname}${request.nextUrl.search}`)
  headers.set('content-security-policy', policy)

  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  if (limit) for (const [name, value] of rateLimitHeaders(limit)) response.headers.set(name, value)
  return response
}

export const config = {
  matcher: [
    // Never deliveries of webhooks: a body that passes here is cut off at 10 MB, and its signature with it.
    { source: '/api/((?!webhooks/).*)', has: [{ type: 'header', key: 'origin' }] },
    // Every document: prefetched ones, addresses with dots and what is not found too. Built files are none.
    '/((?!api/|_next/static/|_next/image$|webhooks/ci-cd$|health$|metrics$).*)',
  ],
}
