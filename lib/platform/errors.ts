import { failedQueryText } from '#lib/platform/failed-query.ts'

/** HTTP status of each error code; the transport maps it once, in `lib/http`. */
export const httpStatus = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  timeout: 408,
  conflict: 409,
  too_large: 413,
  unprocessable: 422,
  rate_limited: 429,
  internal: 500,
  upstream: 502,
  unavailable: 503,
} as const

export type ErrorCode = keyof typeof httpStatus

/** One fault in the caller's input: where (`cases[0].turns[1].say`) and what. */
export type Fault = { path: string; message: string }

/** An error whose message may be shown to the person who caused it. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly faults: Fault[]
  /** s until another try can succeed, where that is known */
  readonly retryAfter: number | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; faults?: Fault[]; retryAfter?: number } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.faults = options.faults ?? []
    this.retryAfter = options.retryAfter
  }
}

export class InvalidError extends AppError {
  constructor(message: string, faults: Fault[] = []) {
    super('invalid', message, { faults })
  }
}

export class NotFoundError extends AppError {
  constructor(entity: string, id: string) {
    super('not_found', `No ${entity} with id ${id}`)
  }
}

export class ForbiddenError extends AppError {
  constructor(message: string) {
    super('forbidden', message)
  }
}

export class ConflictError extends AppError {
  constructor(message: string) {
    super('conflict', message)
  }
}

/** A fault of a service that Earshot calls; `retryable` says whether a later try can succeed. */
export class UpstreamError extends AppError {
  readonly service: string
  readonly retryable: boolean

  constructor(service: string, message: string, retryable: boolean, cause?: unknown) {
    super('upstream', `${service}: ${message}`, { cause })
    this.service = service
    this.retryable = retryable
  }
}

/** The text of anything thrown, for logs and evidence; of a failed query without its parameters. */
export function errorMessage(error: unknown): string {
  if (error instanceof AggregateError && error.message === '')
    return error.errors.map(errorMessage).join('; ')
  return failedQueryText(error) ?? (error instanceof Error ? error.message : String(error))
}
