import type { NextApiRequest, NextApiResponse } from 'next'
import NextAuth from 'next-auth'

import type { Database } from '#db/client.ts'
import { deviceCookieName, deviceLife, issueDeviceToken } from '#lib/accounts/known-device.ts'
import { identifyCookies, overHttps } from '#lib/accounts/session-token.ts'
import { authOptions } from '#lib/accounts/session.ts'
import { signOut } from '#lib/accounts/sign-out.ts'
import { cookiesOf } from '#lib/http/cookies.ts'
import { answerRequest, type Exchange } from '#lib/http/exchange.ts'
import { toAppError } from '#lib/http/problem.ts'
import { counted, countStranger } from '#lib/http/rate-limit.ts'
import { checkedFields } from '#lib/http/checked-fields.ts'
import { mediaType, parseJson, readBytes } from '#lib/http/read-body.ts'
import type { RouteContext } from '#lib/http/route.ts'
import { visitorOf } from '#lib/http/visitor.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { type AppError, httpStatus } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'

const kilobyte = 1_024
/** what an attempt to sign in counts for, since it costs a hash */
const signInWorth = 10

async function bodyOf(request: Request): Promise<unknown> {
  if (request.method !== 'POST') return undefined
  const bytes = await readBytes(request, 16 * kilobyte)
  if (mediaType(request) !== 'application/x-www-form-urlencoded') return parseJson(request, bytes)
  return checkedFields(new URLSearchParams(bytes.toString()), 'body')
}

type Written = { status: number; headers: Headers; body: string | null }

/** What NextAuth writes an answer to. */
function openAnswer(): { written: Written; response: NextApiResponse } {
  const written: Written = { status: 200, headers: new Headers(), body: null }
  const { headers } = written
  const response = {
    status(code: number) {
      written.status = code
      return response
    },
    getHeader: (name: string) =>
      name.toLowerCase() === 'set-cookie' ? headers.getSetCookie() : headers.get(name),
    setHeader(name: string, value: string | string[]) {
      headers.delete(name)
      for (const one of [value].flat()) headers.append(name, one)
      return response
    },
    json(value: unknown) {
      headers.set('content-type', 'application/json')
      written.body = JSON.stringify(value)
    },
    send(value: unknown) {
      if (typeof value === 'object' && value !== null) response.json(value)
      else written.body = typeof value === 'string' ? value : null
    },
    end: () => undefined,
  }
  return { written, response: response as unknown as NextApiResponse }
}

/** NextAuth knows only 401; too many attempts are another matter, and a browser is told when to try again. */
function refused({ headers, body }: Written, error: AppError): Response {
  headers.delete('location')
  headers.set('retry-after', String(error.retryAfter ?? 2))
  if (body === null) headers.set('content-type', 'text/plain; charset=utf-8')
  return new Response(body ?? error.message, { status: httpStatus[error.code], headers })
}

/** By it this browser is known to the account from now on. */
async function deviceCookie(userId: string): Promise<string> {
  const secure = overHttps() ? '; Secure' : ''
  const value = await issueDeviceToken(userId)
  return `${deviceCookieName()}=${value}; Path=/; Max-Age=${deviceLife}; HttpOnly; SameSite=Lax${secure}`
}

/** The session whose cookie has just been replaced would be open for nobody. */
async function endReplaced(db: Database, request: Request): Promise<void> {
  const before = await identifyCookies(db, cookiesOf(request)).catch(() => null)
  if (before?.sessionId !== undefined) await signOut(db, before.sessionId)
}

async function exchange({ request, params }: Exchange): Promise<Response> {
  const segments = [params['nextauth'] ?? []].flat()
  // Anybody may send it lines for our log; we have the errors of browsers from elsewhere.
  if (segments[0] === '_log') return new Response(null, { status: 204 })
  counted(request, () =>
    countStranger(request.headers, request.method === 'POST' ? signInWorth : 1),
  )
  const body = await bodyOf(request)
  const { searchParams } = new URL(request.url)
  const from = {
    method: request.method,
    headers: Object.fromEntries(request.headers),
    cookies: cookiesOf(request),
    query: { ...checkedFields(searchParams, 'query'), nextauth: segments },
    body,
  } as unknown as NextApiRequest
  const { written, response } = openAnswer()
  let refusal: AppError | undefined
  let signedIn: string | undefined
  const visitor = visitorOf(request)
  const options = authOptions(visitor, {
    onSignIn(userId) {
      signedIn = userId
    },
    onRefusal(error) {
      refusal = toAppError(error)
      if (refusal.code === 'internal') log.error({ err: refusal.cause }, 'a sign-in failed')
    },
  })
  await NextAuth(from, response, options)
  if (refusal && refusal.code !== 'unauthenticated') return refused(written, refusal)
  if (signedIn !== undefined) {
    written.headers.append('set-cookie', await deviceCookie(signedIn))
    await endReplaced(visitor.db, request)
  }
  return new Response(written.body, { status: written.status, headers: written.headers })
}

/**
 * Answers a request below /api/auth by NextAuth. Like any other of our answers it is logged, timed and bounded in time
 * and size.
 */
export const answerAuth = (request: Request, context: RouteContext): Promise<Response> =>
  answerRequest(request, context.params, settings().API_TIMEOUT * 1_000, exchange)
