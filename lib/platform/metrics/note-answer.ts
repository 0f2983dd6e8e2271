import { log } from '#lib/platform/log.ts'
import { observeResponse } from '#lib/platform/metrics/metrics.ts'

type Answer = {
  method: string
  /** the pattern of the address: no ids in it */
  route: string
  status: number
  ms: number
  /** of the caller; null when nobody vouches for one */
  address: string | null
}

/** Counts, times and logs an answer of the API. */
export function noteAnswer({ method, route, status, ms, address }: Answer): void {
  observeResponse({ method, route, status }, ms / 1_000)
  const line = { method, route, status, ms: Math.round(ms) }
  if (status >= 500) log.error(line, 'request')
  else if (status === 401 || status === 403) log.warn({ ...line, address }, 'request refused')
  else log.info(line, 'request')
}
