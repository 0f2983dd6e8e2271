import type { IncomingHttpHeaders } from 'node:http'

import { limits } from '#simulator/options.ts'
import { Refusal } from '#simulator/protocol/refusal.ts'

export const header = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}

/** Node hands header bytes over as Latin-1, but the Go SDK writes raw UTF-8. */
const utf8 = (value: string): string =>
  /^[\x20-\x7e\t]*$/.test(value) ? value : Buffer.from(value, 'latin1').toString('utf8')

/** Where the RequestInfo of a request is: in a header, or in the first `bytes` of the body. */
export type InfoPlace = { in: 'header'; json: string } | { in: 'body'; bytes: number }

/** Finds the RequestInfo. Throws `Refusal` 400 when it is in neither place, or in both. */
export function infoPlace(headers: IncomingHttpHeaders): InfoPlace {
  const json = header(headers, 'hound-request-info')
  const length = header(headers, 'hound-request-info-length')
  if (json !== undefined && length !== undefined)
    throw new Refusal(400, 'Bad request: RequestInfo is given twice, in a header and in the body')
  if (json !== undefined) return { in: 'header', json: utf8(json) }
  if (length === undefined)
    throw new Refusal(
      400,
      'Bad request: RequestInfo is missing: send Hound-Request-Info or Hound-Request-Info-Length',
    )
  if (!/^\d{1,9}$/.test(length))
    throw new Refusal(400, 'Bad request: Hound-Request-Info-Length is not a number of bytes')
  if (Number(length) > limits.requestInfoBytes)
    throw new Refusal(
      413,
      `Payload too large: RequestInfo of at most ${limits.requestInfoBytes} bytes`,
    )
  return { in: 'body', bytes: Number(length) }
}

export const wantsGzip = (headers: IncomingHttpHeaders): boolean =>
  /\bgzip\b/i.test(header(headers, 'hound-response-accept-encoding') ?? '')
