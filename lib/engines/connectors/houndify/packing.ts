import type { IncomingHttpHeaders } from 'node:http'

/**
 * How an answer is packed: Houndify's own header, which its SDKs ask for, in any case, or HTTP's. An answer that was packed
 * once may carry both.
 */
export function packingOf(headers: IncomingHttpHeaders): string | undefined {
  const own = headers['hound-response-content-encoding']
  return headers['content-encoding'] ?? (own === undefined ? undefined : String(own))
}
