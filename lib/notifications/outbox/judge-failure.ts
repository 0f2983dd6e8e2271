import { AppError, errorMessage, UpstreamError } from '#lib/platform/errors.ts'
import { type FaultClass, NetworkError } from '#lib/platform/net/network-error.ts'

/** What a failed try means for the next one. */
export type FailureJudgement =
  /** our breaker held it back: nothing was asked, no try was used */
  | { kind: 'wait'; ms: number; error: string }
  /** another try may succeed; `unknown` when this one may have had its effect all the same */
  | { kind: 'retry'; unknown: boolean; retryAfterMs: number | null; error: string }
  /** it will not work however often it is tried; `gone`: the address has ceased to exist (410) */
  | { kind: 'stop'; gone: boolean; error: string }

/** Not the message's fault although it is a 4xx: too slow, too early, too many. */
const passing = new Set([408, 425, 429])

/** Mended by somebody else in time: a certificate that ran out, a proxy that answers for the provider. */
const mendable = new Set<FaultClass>(['tls', 'protocol'])

/** `retryAfterMs` is what the provider asked for on the way, if anything. */
export function judgeFailure(error: unknown, retryAfterMs: number | null): FailureJudgement {
  const words = errorMessage(error).slice(0, 2_000)
  if (error instanceof NetworkError) {
    if (error.fault === 'breaker_open')
      return { kind: 'wait', ms: error.retryAfterMs ?? 30_000, error: words }
    const wait = error.retryAfterMs ?? retryAfterMs
    const { status, fault } = error
    const unknown = error.maybeExecuted || fault === 'cancelled'
    // A vendor may know better: GitHub limits by 403, Jira's 409 passes.
    const isFinal = status !== undefined && status < 500 && !passing.has(status) && !error.retryable
    if (status === 410) return { kind: 'stop', gone: true, error: words }
    if (isFinal || (!error.retryable && !unknown && !mendable.has(fault)))
      return { kind: 'stop', gone: false, error: words }
    return { kind: 'retry', unknown, retryAfterMs: wait, error: words }
  }
  if (error instanceof UpstreamError && error.retryable)
    return { kind: 'retry', unknown: true, retryAfterMs, error: words }
  if (error instanceof AppError && error.code !== 'internal' && error.code !== 'unavailable')
    return { kind: 'stop', gone: false, error: words }
  return { kind: 'retry', unknown: true, retryAfterMs, error: words }
}
