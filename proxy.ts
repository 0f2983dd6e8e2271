import { NextResponse, type NextRequest } from 'next/server'

import { checkActionCall } from '#lib/http/action-arguments.ts'
import { corsHeaders } from '#lib/http/cors.ts'
import { problemResponse } from '#lib/http/problem.ts'

/** Lets pages of ALLOWED_ORIGINS call the API; browsers ask beforehand with OPTIONS. */
function crossOrigin(request: NextRequest): NextResponse {
  const headers = corsHeaders(request.headers.get('origin')) ?? {}
  if (request.method === 'OPTIONS' && request.headers.has('access-control-request-method'))
    return new NextResponse(null, { status: 204, headers })
  const response = NextResponse.next()
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

/** For the few requests whose body or answer is looked at before; pages are received by `lib/http/page-door.ts`. */
export async function proxy(request: NextRequest): Promise<Response> {
  if (request.nextUrl.pathname.startsWith('/api/')) return crossOrigin(request)
  try {
    await checkActionCall(request)
  } catch (error) {
    return problemResponse(error, crypto.randomUUID())
  }
  return NextResponse.next()
}

export const config = {
  matcher: [
    // Never deliveries of webhooks: a body that passes here is cut off at 10 MB, and its signature with it.
    { source: '/api/((?!webhooks/).*)', has: [{ type: 'header', key: 'origin' }] },
    // Calls of server actions, by whatever address.
    {
      source: '/((?!api/|_next/static/|_next/image$|webhooks/ci-cd$|health$|metrics$).*)',
      has: [{ type: 'header', key: 'next-action' }],
    },
  ],
}
