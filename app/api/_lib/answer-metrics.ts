import { clientAddress } from '#lib/http/client-address.ts'
import { webDatabase } from '#lib/http/database.ts'
import { reportWebCounts } from '#lib/http/report-counts.ts'
import { readSnapshot } from '#lib/insights/metrics/read-snapshot.ts'
import { AppError } from '#lib/platform/errors.ts'
import { mayReadMetrics, metricsRefusal } from '#lib/platform/metrics/may-read-metrics.ts'
import { renderMetrics, sharedRegistry } from '#lib/platform/metrics/metrics.ts'
import { readTotals } from '#lib/platform/metrics/read-totals.ts'

/** Metrics for whoever is in METRICS_ALLOWED_CIDRS or has METRICS_TOKEN; 403 for everybody else. */
export async function answerMetrics({ headers }: Request): Promise<Response> {
  if (!mayReadMetrics(clientAddress(headers), headers.get('authorization')))
    throw new AppError('forbidden', metricsRefusal)
  const db = webDatabase()
  // What this process has just counted is in its answer, too.
  await reportWebCounts()
  const [snapshot, totals] = await Promise.all([readSnapshot(db), readTotals(db, sharedRegistry)])
  const { contentType, text } = await renderMetrics(snapshot, totals)
  return new Response(text, { headers: { 'content-type': contentType } })
}
