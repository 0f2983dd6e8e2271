import { readRefusal } from '#lib/http/door.ts'
import { answerRequest } from '#lib/http/exchange.ts'
import { tooManyPages } from '#lib/http/page-limit.ts'
import { problemResponse } from '#lib/http/problem.ts'
import type { RouteContext } from '#lib/http/route.ts'

export const dynamic = 'force-dynamic'

/** Says why a request could not be taken at all; the door of the process sends it here. */
export const GET = (request: Request, context: RouteContext): Promise<Response> =>
  answerRequest(request, context.params, 1_000, async ({ requestId }) => {
    const { error, allow, attempt } = readRefusal(request.headers)
    if (attempt) return tooManyPages(error.message, attempt)
    const response = problemResponse(error, requestId)
    if (allow.length > 0) response.headers.set('allow', allow.join(', '))
    return response
  })
