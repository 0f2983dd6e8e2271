import type { Breaker, Permit } from '#lib/platform/net/breaker.ts'
import { type Clock, systemClock } from '#lib/platform/net/clock.ts'
import { type FaultClass, NetworkError } from '#lib/platform/net/network-error.ts'

/** One try, as the attempt log keeps it. */
export type Attempt = {
  /** 1, 2, … */
  number: number
  outcome: 'ok' | 'retry' | 'failed'
  /** ms the try itself took */
  durationMs: number
  fault?: FaultClass
  status?: number
  message?: string
  /** ms until the next try */
  delayMs?: number
  maybeExecuted?: boolean
}

export type RetryOptions = {
  /** `host:port`, for messages */
  peer: string
  /** tries in total; 1 switches retries off */
  maxAttempts: number
  /** ms for all tries and the waits between them */
  deadlineMs: number
  signal: AbortSignal
  breaker?: Breaker
  clock?: Clock
  /** called once for each try that was made, when its outcome is known; a call that the breaker held back is none */
  onAttempt?: (attempt: Attempt) => void
}

const baseMs = 250
const capMs = 4_000

/**
 * Wait in ms before retry `retry` (0 is the first): full jitter, uniform in 0..min(4 s, 250 ms * 2^retry).
 * Source: AWS Architecture Blog, "Exponential Backoff And Jitter".
 */
export function backoffMs(retry: number, random: number): number {
  return random * Math.min(capMs, baseMs * 2 ** retry)
}

const day = 86_400_000

/**
 * Wait in ms that a Retry-After header asks for (RFC 9110 section 10.2.3: seconds or an HTTP date), at most a day;
 * null when it is absent or unreadable.
 */
export function parseRetryAfter(value: unknown, wallMs: number): number | null {
  if (typeof value !== 'string') return null
  const text = value.trim()
  if (/^\d+$/.test(text)) return Math.min(day, Number(text) * 1_000)
  if (!/GMT$/.test(text)) return null
  const date = Date.parse(text)
  return Number.isNaN(date) ? null : Math.min(day, Math.max(0, date - wallMs))
}

const cancelled = (peer: string) =>
  new NetworkError({ fault: 'cancelled', detail: 'cancelled', peer, retryable: false })

/** Wait before the next try, or null when there must be none. */
function nextDelay(
  fault: NetworkError,
  attempt: number,
  remainingMs: number,
  options: RetryOptions,
  clock: Clock,
): number | null {
  if (!fault.retryable || fault.fault === 'breaker_open') return null
  if (attempt >= options.maxAttempts || options.signal.aborted) return null
  const delayMs = Math.max(fault.retryAfterMs ?? 0, backoffMs(attempt - 1, clock.random()))
  return delayMs < remainingMs ? delayMs : null
}

async function admitted<T>(run: () => Promise<T>, options: RetryOptions): Promise<T> {
  const permit: Permit | undefined = options.breaker?.admit(options.peer)
  try {
    const value = await run()
    permit?.succeed()
    return value
  } catch (error) {
    // A bug of ours says nothing about the peer.
    permit?.fail(error instanceof NetworkError ? error.fault : 'cancelled')
    throw error
  }
}

const describe = (number: number, startedAt: number, fault: NetworkError, clock: Clock) => ({
  number,
  durationMs: clock.now() - startedAt,
  fault: fault.fault,
  message: fault.detail,
  ...(fault.status !== undefined && { status: fault.status }),
  ...(fault.maybeExecuted && { maybeExecuted: true }),
})

/**
 * Runs `run` until it succeeds, fails for good, or the tries or the deadline are used up, then throws the last
 * NetFault. Waits between tries by full-jitter backoff or by Retry-After, whichever is longer; a wait that does not
 * fit into the deadline ends it at once. The breaker is asked before each try. Whether a fault may be retried is
 * the fault's own word (`retryable`). `run` learns the number of its try and the ms left until the deadline.
 */
export async function withRetries<T>(
  run: (attempt: number, remainingMs: number) => Promise<T>,
  options: RetryOptions,
): Promise<T> {
  const clock = options.clock ?? systemClock
  const deadline = clock.now() + options.deadlineMs
  for (let attempt = 1; ; attempt += 1) {
    if (options.signal.aborted) throw cancelled(options.peer)
    const startedAt = clock.now()
    try {
      const value = await admitted(() => run(attempt, deadline - startedAt), options)
      options.onAttempt?.({
        number: attempt,
        outcome: 'ok',
        durationMs: clock.now() - startedAt,
      })
      return value
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error
      const facts = describe(attempt, startedAt, error, clock)
      const delayMs = nextDelay(error, attempt, deadline - clock.now(), options, clock)
      if (error.fault !== 'breaker_open')
        options.onAttempt?.({
          ...facts,
          outcome: delayMs === null ? 'failed' : 'retry',
          ...(delayMs !== null && { delayMs }),
        })
      if (delayMs === null) throw error
      await clock.sleep(delayMs, options.signal)
    }
  }
}
