import { NetworkError } from '#lib/platform/net/network-error.ts'

/** An answer that came but cannot be read: the request was executed, so it is never tried again. */
export function protocolFault(peer: string, detail: string, status?: number): NetworkError {
  return new NetworkError({
    fault: 'protocol',
    detail,
    peer,
    retryable: false,
    maybeExecuted: true,
    ...(status !== undefined && { status }),
  })
}

/** An answer beyond its limit; it came, so the request is never tried again. */
export const tooLarge = (peer: string, maxBytes: number) =>
  new NetworkError({
    fault: 'too_large',
    detail: `the answer is larger than ${maxBytes} bytes`,
    peer,
    retryable: false,
    maybeExecuted: true,
  })

/** The voice AI says itself that it failed. */
export const reportedFault = (peer: string, said: string) =>
  new NetworkError({
    fault: 'voice_ai_error',
    detail: `the voice AI reports: ${excerpt(said)}`,
    peer,
    retryable: false,
    maybeExecuted: true,
  })

/** First characters of what a peer sent, on one line, for messages. */
export function excerpt(body: Buffer | string, length = 200): string {
  const text = typeof body === 'string' ? body : body.toString('utf8', 0, length * 4)
  // Control characters would garble a log or a terminal.
  const line = text.replace(/[\p{Cc}\s]+/gu, ' ').trim()
  return line.length > length ? `${line.slice(0, length)}…` : line
}
