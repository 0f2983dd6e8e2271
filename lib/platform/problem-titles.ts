import type { ErrorCode } from '#lib/platform/errors.ts'

/** What went wrong in a few words; the `title` of a problem (RFC 9457). */
export const problemTitles: Record<ErrorCode, string> = {
  invalid: 'The request is not valid',
  unauthenticated: 'Not signed in',
  forbidden: 'The role does not allow this',
  not_found: 'Not found',
  method_not_allowed: 'The method is not served at this address',
  timeout: 'The request took too long to arrive',
  conflict: 'Conflict with the current state',
  too_large: 'The request is too large',
  unprocessable: 'The request cannot be processed',
  rate_limited: 'Too many requests',
  internal: 'Internal error',
  upstream: 'A service that Earshot uses failed',
  unavailable: 'Not available at the moment',
}

/** The `type` of a problem: the paragraph of the API page that explains it. */
export const problemType = (code: ErrorCode): string => `/docs#problem-${code}`
