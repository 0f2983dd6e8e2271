import { z } from 'zod'

import { oneLine } from '#lib/engines/vendors/event-text.ts'
import { refusalFault } from '#lib/engines/vendors/provider-fault.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'
import { parseRetryAfter } from '#lib/platform/net/resilience.ts'

const day = 86_400_000

/** What Octokit throws for an answer that refuses. */
const RequestError = z.object({
  status: z.number(),
  response: z.object({ headers: z.record(z.string(), z.unknown()), data: z.unknown() }),
})
type RequestError = z.output<typeof RequestError>

const Problem = z.union([
  z.string(),
  z
    .object({
      resource: z.string().optional(),
      field: z.string().optional(),
      code: z.string().optional(),
      message: z.string().optional(),
    })
    .transform(({ resource, field, code, message }) => {
      const place = [resource, field].filter((part) => part !== undefined).join('.')
      const what = message ?? (code ?? 'invalid').replaceAll('_', ' ')
      return place === '' ? what : `${place}: ${what}`
    }),
])
const Reply = z.object({
  message: z.string().default(''),
  errors: z.union([z.array(Problem), Problem.transform((one) => [one])]).catch([]),
})

/** GitHub's own words: the message and what it says of each field. */
function saidBy(data: unknown): string {
  if (typeof data === 'string') return oneLine(data, 300)
  const reply = Reply.safeParse(data)
  if (!reply.success) return ''
  const { message, errors } = reply.data
  return oneLine([message, ...errors].filter((part) => part !== '').join('; '), 300)
}

/** ms until GitHub takes requests again, null when it does not say. Source: docs.github.com, "Rate limits". */
function waitOf(headers: RequestError['response']['headers'], now: number): number | null {
  const asked = parseRetryAfter(headers['retry-after'], now)
  if (asked !== null) return asked
  const reset = Number(headers['x-ratelimit-reset'])
  if (headers['x-ratelimit-remaining'] !== '0' || !(reset > 0)) return null
  return Math.min(day, Math.max(1_000, reset * 1_000 - now + 1_000))
}

/** Without a word about the wait, GitHub wants a minute after a secondary limit. */
const secondaryWait = 60_000

function limitOf({ status, response }: RequestError, said: string, now: number): number | null {
  if (status !== 403 && status !== 429) return null
  const wait = waitOf(response.headers, now)
  if (wait !== null) return wait
  return status === 429 || /\bsecondary rate limit|abuse detection/i.test(said)
    ? secondaryWait
    : null
}

const needed = (headers: RequestError['response']['headers']): string => {
  const permission = headers['x-accepted-github-permissions'] ?? headers['x-accepted-oauth-scopes']
  return typeof permission === 'string' && permission !== ''
    ? `; it needs ${oneLine(permission, 200)}`
    : ''
}

function explain({ status, response }: RequestError, said: string): string {
  const words = said === '' ? '' : ` (${said})`
  switch (status) {
    case 401:
      return `GitHub refuses the credentials${words}; save a valid token`
    case 403:
      return `the token may not do this${words}${needed(response.headers)}`
    case 404:
      return `GitHub finds no such repository or object, or the token has no access to it${words}`
    case 409:
      return `GitHub reports a conflict${words}`
    case 410:
      return `this is gone or switched off in the repository${words}`
    case 422:
      return `GitHub does not accept the request${words}`
    default:
      return said
  }
}

/** Anything that a call of Octokit threw, as a fault with a sentence that helps. */
export function githubFault(error: unknown, peer: string, now = Date.now()): unknown {
  if (error instanceof NetworkError) return error
  if (error instanceof Error && error.cause instanceof NetworkError) return error.cause
  const parsed = RequestError.safeParse(error)
  if (!parsed.success) return error
  const { status, response } = parsed.data
  const said = saidBy(response.data)
  const wait = limitOf(parsed.data, said, now)
  const until = new Date(now + (wait ?? 0)).toISOString().replace(/\.\d+Z$/, 'Z')
  return refusalFault({
    peer,
    status,
    detail:
      wait === null
        ? explain(parsed.data, said)
        : `GitHub is limiting the rate of requests until ${until}${said === '' ? '' : ` (${said})`}`,
    limited: wait !== null,
    retryAfterMs: wait ?? waitOf(response.headers, now),
    reply:
      typeof response.data === 'string' ? response.data : (JSON.stringify(response.data) ?? ''),
  })
}
