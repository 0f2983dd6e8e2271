import { z } from 'zod'

import { settings } from '#lib/platform/config/settings.ts'
import { AppError, errorMessage, httpStatus } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { isDatabaseAway } from '#lib/platform/postgres/errors.ts'
import { problemTitles, problemType } from '#lib/platform/problem-titles.ts'

/** RFC 9457. `type` leads to the paragraph of the API page that explains it. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    request_id: z.string(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.output<typeof Problem>

/** What may be said of anything thrown: causes of our own faults stay in the log. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (isDatabaseAway(error))
    return new AppError('unavailable', 'The database cannot be reached', { cause: error })
  const detail = settings().DEBUG
    ? errorMessage(error)
    : 'The cause is in the log, under the request id'
  return new AppError('internal', detail, { cause: error })
}

function problemOf(error: AppError, requestId: string): Problem {
  return {
    type: problemType(error.code),
    title: problemTitles[error.code],
    status: httpStatus[error.code],
    detail: error.message,
    ...(error.faults.length > 0 && { errors: error.faults }),
    request_id: requestId,
  }
}

/** Any error as `application/problem+json`; our own faults are logged with their cause. */
export function problemResponse(thrown: unknown, requestId: string): Response {
  const error = toAppError(thrown)
  if (error.code === 'internal') log.error({ err: error.cause ?? error }, 'a request failed')
  const problem = problemOf(error, requestId)
  const headers = new Headers({ 'content-type': 'application/problem+json' })
  if (error.code === 'unauthenticated') headers.set('www-authenticate', 'Bearer realm="earshot"')
  const wait = error.retryAfter ?? (error.code === 'unavailable' ? 2 : undefined)
  if (wait !== undefined) headers.set('retry-after', String(wait))
  return new Response(JSON.stringify(problem), { status: problem.status, headers })
}
