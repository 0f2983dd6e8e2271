import { createHash, timingSafeEqual } from 'node:crypto'

import { clientAddress } from '#lib/http/client-address.ts'
import { webDatabase } from '#lib/http/database.ts'
import { readSnapshot } from '#lib/insights/metrics/read-snapshot.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { AppError } from '#lib/platform/errors.ts'
import { renderMetrics } from '#lib/platform/metrics/metrics.ts'
import { isWithin } from '#lib/platform/net/client-address.ts'

const digest = (text: string) => createHash('sha256').update(text).digest()

function hasToken(request: Request): boolean {
  const given = /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  const { METRICS_TOKEN: token } = settings()
  if (!token || given === undefined) return false
  return timingSafeEqual(digest(given), digest(token))
}

function mayRead(request: Request): boolean {
  if (hasToken(request)) return true
  const address = clientAddress(request.headers)
  return address !== null && isWithin(address, settings().METRICS_ALLOWED_CIDRS)
}

/** Metrics for whoever is in METRICS_ALLOWED_CIDRS or has METRICS_TOKEN; 403 for everybody else. */
export async function answerMetrics(request: Request): Promise<Response> {
  if (!mayRead(request))
    throw new AppError('forbidden', 'Metrics are open to METRICS_ALLOWED_CIDRS or METRICS_TOKEN')
  const { contentType, text } = await renderMetrics(await readSnapshot(webDatabase()))
  return new Response(text, { headers: { 'content-type': contentType } })
}
