import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Whether a request carries the client key as its bearer token; compared in constant time. */
export const bearsKey = (headers: IncomingHttpHeaders, clientKey: string): boolean =>
  timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${clientKey}`))
