import { AppError, errorMessage, InvalidError } from '#lib/platform/errors.ts'
import { NetworkError, toNetworkError } from '#lib/platform/net/network-error.ts'

/** Exceptions of Polly that say what is wrong with the request itself. */
const refusals = new Set([
  'EngineNotSupportedException',
  'InvalidSampleRateException',
  'InvalidSsmlException',
  'LanguageNotSupportedException',
  'TextLengthExceededException',
  'ValidationException',
])
const throttles = new Set(['ThrottlingException', 'TooManyRequestsException', 'Throttling'])

const statusOf = (error: unknown): number | null => {
  if (!(error instanceof Error) || !('$metadata' in error)) return null
  const { $metadata: facts } = error
  const status =
    typeof facts === 'object' && facts && 'httpStatusCode' in facts && facts.httpStatusCode
  return typeof status === 'number' ? status : null
}

/**
 * What an error of the SDK means: `InvalidError` for a request that Polly will never take, else a `NetFault`.
 * Polly throttles with HTTP 400, so the exception's name decides before its status.
 */
export function pollyFault(error: unknown, peer: string): Error {
  if (error instanceof AppError) return error
  const name = error instanceof Error ? error.name : ''
  const detail = `${name}: ${errorMessage(error)}`.replace(/\s+/g, ' ').slice(0, 300)
  const status = statusOf(error)
  const fault = (facts: Pick<NetworkError, 'fault' | 'retryable'>) =>
    new NetworkError({ ...facts, detail, peer, cause: error, ...(status !== null && { status }) })
  if (throttles.has(name) || status === 429)
    return fault({ fault: 'rate_limited', retryable: true })
  if (refusals.has(name)) return new InvalidError(`Polly cannot speak this: ${errorMessage(error)}`)
  if (status === 401 || status === 403) return fault({ fault: 'authentication', retryable: false })
  if (name === 'CredentialsProviderError')
    return fault({ fault: 'authentication', retryable: false })
  if (status === null) {
    const net = toNetworkError(error, peer, { sent: true, responded: false })
    return name === 'TimeoutError' || name === 'AbortError'
      ? new NetworkError({ fault: 'timeout', detail: 'no answer in time', peer, retryable: true })
      : net
  }
  return status >= 500
    ? fault({ fault: 'server_error', retryable: true })
    : fault({
        fault: status >= 200 && status < 300 ? 'protocol' : 'client_error',
        retryable: false,
      })
}
