import { z } from 'zod'

import { NetworkError, statusFault } from '#lib/platform/net/network-error.ts'
import { parseRetryAfter } from '#lib/platform/net/resilience.ts'

const Errors = z.object({
  errorMessages: z.array(z.string()).default([]),
  errors: z.record(z.string(), z.string()).default({}),
})
export type JiraErrors = z.output<typeof Errors>

/** A refusal with the fields that Jira found wrong. */
export class JiraFault extends NetworkError {
  readonly errors: JiraErrors

  constructor(facts: ConstructorParameters<typeof NetworkError>[0], errors: JiraErrors) {
    super(facts)
    this.errors = errors
  }
}

function readErrors(text: string): JiraErrors {
  try {
    return Errors.parse(JSON.parse(text))
  } catch {
    return { errorMessages: [], errors: {} }
  }
}

const inWords = ({ errorMessages, errors }: JiraErrors) =>
  [...errorMessages, ...Object.entries(errors).map(([field, said]) => `${field}: ${said}`)]
    .join('; ')
    .slice(0, 600)

type Asked = { peer: string; operation: string; deployment: 'cloud' | 'data_center' }

function meaning(
  status: number,
  { operation, deployment }: Asked,
  reason: string | null,
): string | null {
  switch (status) {
    case 401:
      return deployment === 'data_center'
        ? 'Jira refused the personal access token'
        : 'Jira refused the email and API token'
    case 403:
      return `the account may not do this in Jira (${operation})`
    case 404:
      return 'Jira finds no such project or issue, or the account may not see it'
    case 409:
      return 'somebody changes the issue at this moment'
    case 410:
      return 'Jira no longer offers this address'
    case 429:
      return `Jira is rate limiting${reason === null ? '' : ` (${reason})`}`
    default:
      return null
  }
}

/** An answer of Jira that is no success, in words. `operation` is what was tried, as metrics name it. */
export function jiraFault(
  asked: Asked,
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  text: string,
): JiraFault {
  const { peer } = asked
  const retryAfterMs = parseRetryAfter(headers.get('retry-after'), Date.now())
  const errors = readErrors(text)
  const said = inWords(errors)
  const plain = statusFault(peer, status, said === '' ? text.slice(0, 200).trim() : said, null)
  const words = meaning(status, asked, headers.get('ratelimit-reason'))
  const wait = retryAfterMs === null ? '' : `; it asks to wait ${Math.ceil(retryAfterMs / 1_000)} s`
  const detail = words === null ? plain.detail : `${words}${said === '' ? '' : `: ${said}`}${wait}`
  return new JiraFault(
    {
      fault: plain.fault,
      detail,
      peer,
      // 409 is a concurrent change, which passes.
      retryable: plain.retryable || status === 409,
      status,
      maybeExecuted: plain.maybeExecuted,
      ...(retryAfterMs !== null && { retryAfterMs }),
    },
    errors,
  )
}
