import { gte, sql } from 'drizzle-orm'
import type { Registry } from 'prom-client'

import type { Database } from '#db/client.ts'
import { metricReporters, metricTotals } from '#db/schema/platform.ts'
import { keyOf, toMetrics, type Series } from '#lib/platform/metrics/series.ts'

/** The largest of each: two processes may have the same connection's breaker open. */
function largest(all: Series[]): Series[] {
  const byKey = new Map<string, Series>()
  for (const series of all) {
    const known = byKey.get(keyOf(series))
    if (!known || known.value < series.value) byKey.set(keyOf(series), series)
  }
  return [...byKey.values()]
}

/**
 * What all processes have reported, for the metrics of `registry`: counts since the installation began, which no end of a
 * process takes back, and gauges of processes that were heard from within the last 30 s.
 */
export async function readTotals(
  db: Database,
  registry: Registry,
): ReturnType<Registry['getMetricsAsJSON']> {
  const [totals, reporters] = await Promise.all([
    db.select().from(metricTotals),
    db
      .select({ gauges: metricReporters.gauges })
      .from(metricReporters)
      .where(gte(metricReporters.seenAt, sql`now() - interval '30 seconds'`)),
  ])
  const gauges = reporters.flatMap((reporter) => reporter.gauges as Series[])
  return toMetrics(registry, [...totals, ...largest(gauges)])
}
