import { excerpt } from '#lib/engines/connectors/reply-fault.ts'
import {
  NetworkError,
  type Progress,
  statusFault,
  toNetworkError,
} from '#lib/platform/net/network-error.ts'

/** Name and HTTP status of each gRPC status (google.rpc.Code, "HTTP Mapping"). */
const statuses: Record<number, [string, number]> = {
  2: ['UNKNOWN', 500],
  3: ['INVALID_ARGUMENT', 400],
  4: ['DEADLINE_EXCEEDED', 504],
  5: ['NOT_FOUND', 404],
  6: ['ALREADY_EXISTS', 409],
  7: ['PERMISSION_DENIED', 403],
  8: ['RESOURCE_EXHAUSTED', 429],
  9: ['FAILED_PRECONDITION', 400],
  10: ['ABORTED', 409],
  11: ['OUT_OF_RANGE', 400],
  12: ['UNIMPLEMENTED', 501],
  13: ['INTERNAL', 500],
  14: ['UNAVAILABLE', 503],
  15: ['DATA_LOSS', 500],
  16: ['UNAUTHENTICATED', 401],
}

const systemCode = /\b(E[A-Z]{4,}|ENOTFOUND|ERR_[A-Z_]+)\b/
const lineCodes = ['ECONN', 'EPIPE', 'ETIMEDOUT', 'EHOST', 'ENET', 'ERR_TLS', 'ERR_SSL', 'EPROTO']

/** A broken connection: gRPC's own client calls most of them UNAVAILABLE and says in words what happened. */
function lineFault(text: string, peer: string, progress: Progress): NetworkError | null {
  const code = systemCode.exec(text)?.[1] ?? ''
  if (lineCodes.some((known) => code.startsWith(known)))
    return toNetworkError(Object.assign(new Error(text), { code }), peer, progress)
  const fault = (name: 'tls' | 'protocol' | 'reset' | 'too_large', detail: string) =>
    new NetworkError({
      ...{ fault: name, detail, peer, maybeExecuted: progress.sent },
      retryable: name === 'reset' && !progress.responded,
    })
  if (/SSL routines|certificate|altnames/i.test(text)) return fault('tls', `TLS failed: ${text}`)
  if (/Protocol error|deserializ|failed to parse|unsupported compression|HTTP\/2 error/i.test(text))
    return fault('protocol', `the answer is not valid gRPC (${text})`)
  if (/larger than max/i.test(text)) return fault('too_large', text)
  if (/Failed to connect|Connection dropped|connection closed|RST_STREAM|hang up/i.test(text))
    return fault('reset', `the connection was closed before the answer was complete (${text})`)
  return null
}

/** s that `google.rpc.RetryInfo` asks to wait, in what the SDK read of an error's details. */
function waitMs(error: object): number | null {
  const details: unknown = 'statusDetails' in error ? error.statusDetails : null
  if (!Array.isArray(details)) return null
  for (const one of details as unknown[]) {
    if (typeof one !== 'object' || one === null || !('retryDelay' in one)) continue
    const { retryDelay: delay } = one
    if (typeof delay === 'string') return parseFloat(delay) * 1_000
    if (typeof delay === 'object' && delay !== null && 'seconds' in delay)
      return Number(delay.seconds) * 1_000
  }
  return null
}

/** What a call over gRPC threw, in our classes. `mask` hides credentials that Google repeats. */
export function grpcFault(
  error: unknown,
  peer: string,
  progress: Progress,
  mask: (text: string) => string,
): unknown {
  if (error instanceof NetworkError || !(error instanceof Error)) return error
  const code = 'code' in error ? error.code : null
  const [name, status] = (typeof code === 'number' ? statuses[code] : undefined) ?? []
  if (name === undefined || status === undefined) return error
  const details = 'details' in error && typeof error.details === 'string' ? error.details : ''
  const text = mask(excerpt(details === '' ? error.message : details))
  const broken = [2, 8, 13, 14].includes(Number(code)) ? lineFault(text, peer, progress) : null
  if (broken) return broken
  const fault = statusFault(peer, status, text, waitMs(error))
  return new NetworkError({
    ...{ fault: fault.fault, peer, status, detail: `${name}: ${text}`, cause: error },
    retryable: fault.retryable && !progress.responded,
    maybeExecuted: fault.maybeExecuted || progress.responded,
    ...(fault.retryAfterMs !== undefined && { retryAfterMs: fault.retryAfterMs }),
  })
}
