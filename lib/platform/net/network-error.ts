import { UpstreamError } from '#lib/platform/errors.ts'

/** Why an exchange with another system failed, in words that the evidence gate understands. */
export type FaultClass =
  | 'configuration'
  | 'authentication'
  | 'dns'
  | 'connect'
  | 'tls'
  | 'reset'
  | 'timeout'
  | 'rate_limited'
  | 'server_error'
  | 'client_error'
  | 'protocol'
  | 'too_large'
  | 'voice_ai_error'
  | 'breaker_open'
  | 'cancelled'

/** The peer answers nobody: `passing` while it is worth waiting for it, `lasting` after that. */
export type Outage = 'passing' | 'lasting'

export type FaultFacts = {
  fault: FaultClass
  /** one sentence, without the peer's name */
  detail: string
  /** `host:port` of the peer */
  peer: string
  retryable: boolean
  /** HTTP status, when one came */
  status?: number
  /** the peer asked to wait this long, or our breaker does */
  retryAfterMs?: number
  /** the request may have had its effect although no usable answer came */
  maybeExecuted?: boolean
  /** our breaker is open: not this call alone fails */
  outage?: Outage | null
  cause?: unknown
}

const isAddress = (peer: string) => /^\S+:\d+$/.test(peer)

/** The whole of it in one sentence without its full stop. */
function messageOf({ fault, peer, detail }: FaultFacts): string {
  if (fault === 'breaker_open') return `${peer} was ${detail}`
  return isAddress(peer) ? `the request to ${peer} failed: ${detail}` : `${peer}: ${detail}`
}

/** A failed exchange, classified. The message names the peer; `detail` does not. */
export class NetworkError extends UpstreamError {
  readonly fault: FaultClass
  readonly detail: string
  readonly status: number | undefined
  readonly retryAfterMs: number | undefined
  readonly maybeExecuted: boolean
  readonly outage: Outage | null
  /** what it was made of */
  readonly facts: FaultFacts

  constructor(facts: FaultFacts) {
    super(facts.peer, facts.detail, facts.retryable, facts.cause)
    this.message = messageOf(facts)
    this.fault = facts.fault
    this.detail = facts.detail
    this.status = facts.status
    this.retryAfterMs = facts.retryAfterMs
    this.maybeExecuted = facts.maybeExecuted ?? false
    this.outage = facts.outage ?? null
    this.facts = facts
  }
}

const retryableStatuses = new Set([408, 425, 429, 500, 502, 503, 504])
/** A gateway gave up on a server behind it, which may have acted all the same. */
const lostStatuses = new Set([408, 500, 502, 504])

/** Class of an HTTP status, null for 2xx. Redirects count as client errors: they are never followed. */
function faultOfStatus(status: number): FaultClass | null {
  if (status >= 200 && status < 300) return null
  if (status === 401 || status === 403) return 'authentication'
  if (status === 429) return 'rate_limited'
  if (status === 408) return 'timeout'
  return status >= 500 ? 'server_error' : 'client_error'
}

/** The fault that an HTTP status stands for. `text` is what the peer said, already shortened. */
export function statusFault(
  peer: string,
  status: number,
  text: string,
  retryAfterMs: number | null,
): NetworkError {
  const said = text === '' ? '' : `: ${text}`
  const redirect = status >= 300 && status < 400 ? ' (redirects are not followed)' : ''
  return new NetworkError({
    fault: faultOfStatus(status) ?? 'protocol',
    detail: `HTTP ${status}${redirect}${said}`,
    peer,
    retryable: retryableStatuses.has(status),
    status,
    ...(retryAfterMs !== null && { retryAfterMs }),
    maybeExecuted: lostStatuses.has(status),
  })
}

/** What had happened on the wire when an error came. */
export type Progress = {
  /** a byte of the request may have left */
  sent: boolean
  /** a byte of the response had come */
  responded: boolean
}

const dnsCodes = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME', 'EAI_FAIL'])
const connectCodes = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'EHOSTDOWN',
  'EACCES',
])
const resetCodes = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET'])
const timeoutCodes = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT'])
const tlsCode =
  /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|EPROTO$|HOSTNAME_MISMATCH)/
const protocolCode = /^(HPE_|UND_ERR_(HEADERS_OVERFLOW|RES_CONTENT_LENGTH_MISMATCH|REQ_))/

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) {
    const first: unknown = error.errors[0]
    return first === undefined ? '' : codeOf(first)
  }
  if (!(error instanceof Error)) return ''
  // undici leaves the parser's code out; no data at the place of the error means that the stream ended there.
  if (error.name === 'HTTPParserError')
    return 'data' in error && error.data === '' ? 'UND_ERR_SOCKET' : 'HPE_INVALID'
  return 'code' in error && typeof error.code === 'string' ? error.code : codeOf(error.cause)
}

const ownCode = /^(UND_ERR_INVALID_ARG|ERR_INVALID_CHAR|ERR_INVALID_HTTP_TOKEN|ERR_INVALID_URL)/

/** Class of a transport error by its code (Node's, OpenSSL's, llhttp's and undici's). */
function faultOfCode(code: string): FaultClass {
  if (dnsCodes.has(code)) return 'dns'
  if (connectCodes.has(code)) return 'connect'
  if (timeoutCodes.has(code)) return 'timeout'
  if (tlsCode.test(code)) return 'tls'
  if (ownCode.test(code)) return 'configuration'
  if (resetCodes.has(code)) return 'reset'
  return protocolCode.test(code) ? 'protocol' : 'reset'
}

const plain: Partial<Record<FaultClass, string>> = {
  dns: 'the host name could not be resolved',
  connect: 'the connection was refused or the host cannot be reached',
  tls: 'the TLS connection failed',
  reset: 'the connection was closed before the answer was complete',
  timeout: 'no connection in time',
  protocol: 'the answer is not valid HTTP',
  configuration: 'the request cannot be sent as it is set up',
}

const repeatable = new Set<FaultClass>(['dns', 'connect', 'reset', 'timeout'])

/**
 * Wraps whatever a socket or an HTTP client threw. A fault of ours passes unchanged.
 * Transport faults are retryable only before the first response byte; TLS and protocol faults never.
 */
export function toNetworkError(error: unknown, peer: string, progress: Progress): NetworkError {
  if (error instanceof NetworkError) return error
  const code = codeOf(error)
  const fault = faultOfCode(code)
  return new NetworkError({
    fault,
    detail: `${plain[fault] ?? fault}${code === '' ? '' : ` (${code})`}`,
    peer,
    retryable: !progress.responded && repeatable.has(fault),
    maybeExecuted: progress.sent && fault !== 'configuration',
    cause: error,
  })
}

/** A call that was broken off from here: by a limit that passed, or because nobody waits for it any more. */
export const brokenOff = (
  fault: 'timeout' | 'cancelled',
  detail: string,
  peer: string,
  progress: Progress,
): NetworkError =>
  new NetworkError({
    ...{ fault, detail, peer },
    retryable: fault === 'timeout' && !progress.responded,
    maybeExecuted: progress.sent,
  })
