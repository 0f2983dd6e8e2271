import { checkForeign } from '#lib/http/checked-fields.ts'
import { clientAddress } from '#lib/http/client-address.ts'
import { decoded } from '#lib/http/cookies.ts'
import { problemResponse } from '#lib/http/problem.ts'
import { writeRateLimit } from '#lib/http/rate-limit.ts'
import { withLogContext } from '#lib/platform/log.ts'
import { noteAnswer } from '#lib/platform/metrics/note-answer.ts'
import { requestIdOf } from '#lib/platform/net/request-id.ts'
import { withinTime } from '#lib/platform/within-time.ts'

type Params = Record<string, string | string[]>

/** One request while it is answered. */
export type Exchange = {
  request: Request
  params: Params
  requestId: string
  signal: AbortSignal
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

/** Answers a request: whatever is thrown becomes a problem; every answer is logged, timed and carries its id. */
export async function answerRequest(
  request: Request,
  // A production server of Next.js resolves it to nothing where the address has no parameters.
  params: Promise<Params | undefined>,
  timeoutMs: number,
  work: (exchange: Exchange) => Promise<Response>,
): Promise<Response> {
  const startedAt = performance.now()
  const requestId = requestIdOf(request.headers.get('x-request-id'))
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
    const address = clientAddress(request.headers)
    const waited = Number(new URL(request.url).searchParams.get('wait_ms') ?? 0) > 0
    noteAnswer({ method, route, status: response.status, ms, address, waited })
    return response
  })
}
