import { type Attempt, createRateLimiter, type RateLimiter } from '#lib/http/attempt-limiter.ts'
import { callerNetworkOf } from '#lib/http/client-address.ts'
import { settings } from '#lib/platform/config/settings.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { AppError } from '#lib/platform/errors.ts'

/** Requests a minute, by what they are counted by. */
type Limits = { user: number; token: number; organization: number; address: number }
type By = keyof Limits

/** The person or program behind a request. */
export type Caller = { by: 'user' | 'token'; id: string; organizationId: string }

// On globalThis because the bundler loads this module once for pages, once for routes and once for the proxy.
const holder = globalThis as typeof globalThis & {
  earshotLimits?: { limiters: Record<By, RateLimiter>; instead?: Limits | undefined }
}

const fromSettings = (): Limits => ({
  user: settings().RATE_LIMIT_USER,
  token: settings().RATE_LIMIT_TOKEN,
  organization: settings().RATE_LIMIT_ORGANIZATION,
  address: settings().RATE_LIMIT_ADDRESS,
})

function open() {
  const limiter = (by: By) =>
    createRateLimiter({
      name: by,
      perMinute: () => (holder.earshotLimits?.instead ?? fromSettings())[by],
    })
  const [user, token] = [limiter('user'), limiter('token')]
  const [organization, address] = [limiter('organization'), limiter('address')]
  return { limiters: { user, token, organization, address } }
}

const limits = () => (holder.earshotLimits ??= open())

/** Counts from now on, from nothing, against these limits instead of those of the settings. */
export function limitRequestsTo(instead: Limits | undefined): void {
  holder.earshotLimits = { ...open(), instead }
}

const whose: Record<By, string> = {
  user: 'you',
  token: 'this API token',
  organization: 'your organization',
  address: 'your network address',
}

/** What a request used up; noted for the headers of its answer. */
const noted = new WeakMap<Request, Attempt>()

function take(by: By, key: string, worth: number): Attempt {
  const attempt = limits().limiters[by](key, worth)
  if (attempt.allowed) return attempt
  const text = `Too many requests from ${whose[by]}: ${attempt.limit} a minute are allowed. Try again in ${attempt.reset} s.`
  throw new RateLimitedError(text, attempt)
}

/** Carries what the headers of the answer tell. */
export class RateLimitedError extends AppError {
  readonly attempt: Attempt

  constructor(text: string, attempt: Attempt) {
    super('rate_limited', text, { retryAfter: attempt.reset })
    this.attempt = attempt
  }
}

/** Counts a request of somebody who is known. Throws `AppError('rate_limited')`; returns what is left, the least of it. */
export function countCaller({ by, id, organizationId }: Caller, worth = 1): Attempt {
  const own = take(by, id, worth)
  const all = take('organization', organizationId, worth)
  return own.remaining <= all.remaining ? own : all
}

/**
 * Counts a request of somebody who is not known. Throws `AppError('rate_limited')`. Whoever is known never pays here:
 * a stranger behind the same address cannot shut them out.
 */
export function countStranger(headers: Headers, worth = 1): Attempt | null {
  return worth === 0 ? null : take('address', callerNetworkOf(headers) ?? 'unknown', worth)
}

export const callerOf = ({ actor, organizationId }: Ctx): Caller => ({
  ...(actor.kind === 'api_token'
    ? { by: 'token' as const, id: actor.token.id }
    : { by: 'user' as const, id: actor.id ?? '' }),
  organizationId,
})

/** Counts, and notes what is left for the headers of the answer to `request`. */
export function counted(request: Request, count: () => Attempt | null): void {
  try {
    const attempt = count()
    if (attempt) noted.set(request, attempt)
  } catch (error) {
    if (error instanceof RateLimitedError) noted.set(request, error.attempt)
    throw error
  }
}

/** `RateLimit-*` of draft-ietf-httpapi-ratelimit-headers (06), in requests and s. */
export function rateLimitHeaders(attempt: Attempt): [string, string][] {
  return [
    ['ratelimit-limit', String(attempt.limit)],
    ['ratelimit-remaining', String(attempt.remaining)],
    ['ratelimit-reset', String(attempt.reset)],
    ['ratelimit-policy', `${attempt.limit};w=60`],
  ]
}

export function writeRateLimit(request: Request, headers: Headers): void {
  const attempt = noted.get(request)
  if (attempt) for (const [name, value] of rateLimitHeaders(attempt)) headers.set(name, value)
}
