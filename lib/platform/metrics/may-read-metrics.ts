import { createHash, timingSafeEqual } from 'node:crypto'

import { settings } from '#lib/platform/config/settings.ts'
import { isWithin } from '#lib/platform/net/client-address.ts'

const digest = (text: string) => createHash('sha256').update(text).digest()

function hasToken(authorization: string | null): boolean {
  const given = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]
  const { METRICS_TOKEN: token } = settings()
  if (!token || given === undefined) return false
  return timingSafeEqual(digest(given), digest(token))
}

/** Metrics are for METRICS_ALLOWED_CIDRS, and for whoever has METRICS_TOKEN. `address` null: nobody vouches for it. */
export function mayReadMetrics(address: string | null, authorization: string | null): boolean {
  if (hasToken(authorization)) return true
  return address !== null && isWithin(address, settings().METRICS_ALLOWED_CIDRS)
}

export const metricsRefusal = 'Metrics are open to METRICS_ALLOWED_CIDRS or METRICS_TOKEN'
