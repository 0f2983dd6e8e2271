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
  /** the caller asked to be answered only when something has ended */
  waited?: boolean
}

/** Counts, times and logs an answer of the API. */
export function noteAnswer({ method, route, status, ms, address, waited }: Answer): void {
  observeResponse({ route, status }, waited ? null : ms / 1_000)
  const line = { method, route, status, ms: Math.round(ms) }
  if (status >= 500) log.error(line, 'request')
  else if (status === 401 || status === 403) log.warn({ ...line, address }, 'request refused')
  else log.info(line, 'request')
}
