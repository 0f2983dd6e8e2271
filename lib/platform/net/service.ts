import { UpstreamError } from '#lib/platform/errors.ts'
import { formatLimit } from '#lib/platform/format/duration.ts'
import type { Breaker } from '#lib/platform/net/breaker.ts'
import { createGuard, portOf } from '#lib/platform/net/guard.ts'
import { request, type HttpRequest } from '#lib/platform/net/http.ts'
import { NetworkError, statusFault } from '#lib/platform/net/network-error.ts'
import { parseRetryAfter, withRetries } from '#lib/platform/net/resilience.ts'

type ServiceOptions = {
  /** what messages call it */
  name: string
  /** base address from the process's settings: its host is trusted, wherever it is */
  url: string
  /** ms for one call, all tries and waits together */
  timeoutMs: number
  /** tries of one call */
  maxAttempts: number
  /** what to look at when the service refuses us */
  credentials: string
  /** shared by all calls */
  breaker?: Breaker
}

type ServiceCall = {
  method: 'GET' | 'POST'
  /** appended to the base address */
  path: string
  headers?: Record<string, string>
  body?: string | Buffer
  /** largest answer */
  maxBytes: number
}

/** A service over HTTP that the settings name. */
export type Service = {
  /** host and port */
  host: string
  /**
   * The body of a 200 answer. Throws `UpstreamError` in words, retryable as far as the fault may pass; its cause is
   * the `NetFault`. An abort throws the signal's reason.
   */
  call(call: ServiceCall, signal?: AbortSignal): Promise<Buffer>
}

const MAX_SAID = 300

/** These calls change nothing, so a broken answer is asked for again. */
function harmless(error: unknown): unknown {
  if (!(error instanceof NetworkError) || (error.fault !== 'reset' && error.fault !== 'timeout'))
    return error
  const { fault, detail, service } = error
  return new NetworkError({ fault, detail, peer: service, retryable: true, cause: error })
}

async function askOnce(call: HttpRequest): Promise<Buffer> {
  const { status, headers, body } = await request(call).catch((error: unknown) => {
    throw harmless(error)
  })
  if (status === 200) return body
  const said = body.subarray(0, 4_096).toString('utf8').replace(/\s+/g, ' ').slice(0, MAX_SAID)
  const wait = parseRetryAfter(headers['retry-after'], Date.now())
  throw statusFault(String(call.url), status, said.trim(), wait)
}

function inWords(
  error: NetworkError,
  { name, credentials, timeoutMs }: ServiceOptions,
): UpstreamError {
  const { fault, detail, retryable } = error
  const words =
    fault === 'timeout' && error.status === undefined
      ? `no answer within ${formatLimit(timeoutMs)}`
      : fault === 'authentication'
        ? `${detail}; check ${credentials}`
        : detail
  return new UpstreamError(name, words, retryable, error)
}

/** The HTTP status that a service answered with when this error came of it, else null. */
export const statusOf = (error: unknown): number | null =>
  error instanceof UpstreamError && error.cause instanceof NetworkError
    ? (error.cause.status ?? null)
    : null

/** Calls one service with bounded sizes, times and tries; redirects are not followed. */
export function openService(options: ServiceOptions): Service {
  const { timeoutMs, maxAttempts, breaker } = options
  const base = new URL(options.url)
  const prefix = options.url.replace(/\/+$/, '')
  const guard = createGuard({ allowedHosts: [`${base.hostname}:${portOf(base)}`] })

  async function call({ path, ...rest }: ServiceCall, signal?: AbortSignal): Promise<Buffer> {
    signal?.throwIfAborted()
    const { maxBytes, ...message } = rest
    const limits = { firstByteMs: timeoutMs, idleMs: timeoutMs, maxBytes }
    try {
      return await withRetries(
        (_, remainingMs) =>
          askOnce({
            ...message,
            url: `${prefix}${path}`,
            guard,
            limits: { ...limits, totalMs: remainingMs },
            ...(signal && { signal }),
          }),
        {
          peer: base.host,
          maxAttempts,
          deadlineMs: timeoutMs,
          signal: signal ?? new AbortController().signal,
          ...(breaker && { breaker }),
        },
      )
    } catch (error) {
      signal?.throwIfAborted()
      throw error instanceof NetworkError ? inWords(error, options) : error
    }
  }

  return { host: base.host, call }
}
