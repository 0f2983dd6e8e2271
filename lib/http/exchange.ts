import { randomUUID } from 'node:crypto'

import { checkForeign } from '#lib/http/checked-fields.ts'
import { clientAddress } from '#lib/http/client-address.ts'
import { decoded } from '#lib/http/cookies.ts'
import { problemResponse } from '#lib/http/problem.ts'
import { writeRateLimit } from '#lib/http/rate-limit.ts'
import { AppError } from '#lib/platform/errors.ts'
import { log, withLogContext } from '#lib/platform/log.ts'
import { observeResponse } from '#lib/platform/metrics/metrics.ts'

type Params = Record<string, string | string[]>

/** One request while it is answered. */
export type Exchange = {
  request: Request
  params: Params
  requestId: string
  signal: AbortSignal
}

/** The caller's id for the request if it is a reasonable one, else a new one. */
function requestIdOf(request: Request): string {
  const given = request.headers.get('x-request-id') ?? ''
  return /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID()
}

/** The pattern behind an address: parts that are parameters are named, not quoted. */
function routePattern(request: Request, params: Params): string {
  const names = new Map(
    Object.entries(params).flatMap(([name, value]) =>
      [value].flat().map((part) => [part, `:${name}`] as const),
    ),
  )
  const { pathname } = new URL(request.url)
  return pathname
    .split('/')
    .map((part) => names.get(decoded(part)) ?? part)
    .join('/')
}

async function withinTime<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const late = new AppError('unavailable', `No answer within ${ms / 1_000} s`)
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      controller.abort(late)
      reject(late)
    }, ms)
  })
  try {
    return await Promise.race([work(controller.signal), timeout])
  } finally {
    clearTimeout(timer)
  }
}

/** Answers a request: whatever is thrown becomes a problem; every answer is logged, timed and carries its id. */
export async function answerRequest(
  request: Request,
  // A production server of Next.js resolves it to nothing where the address has no parameters.
  params: Promise<Params | undefined>,
  timeoutMs: number,
  work: (exchange: Exchange) => Promise<Response>,
): Promise<Response> {
  const startedAt = performance.now()
  const requestId = requestIdOf(request)
  return withLogContext({ requestId }, async () => {
    const known = (await params) ?? {}
    let response: Response
    try {
      checkForeign(known, 'address')
      response = await withinTime(timeoutMs, (signal) =>
        work({
          request,
          params: known,
          requestId,
          signal: AbortSignal.any([signal, request.signal]),
        }),
      )
    } catch (error) {
      response = problemResponse(error, requestId)
    }
    response.headers.set('x-request-id', requestId)
    writeRateLimit(request, response.headers)
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
    const ms = performance.now() - startedAt
    const route = routePattern(request, known)
    const { method } = request
    observeResponse({ method, route, status: response.status }, ms / 1_000)
    const line = { method, route, status: response.status, ms: Math.round(ms) }
    if (response.status >= 500) log.error(line, 'request')
    else if (response.status === 401 || response.status === 403)
      log.warn({ ...line, address: clientAddress(request.headers) }, 'request refused')
    else log.info(line, 'request')
    return response
  })
}
