import type { Sql } from '#db/client.ts'
import { withinSql } from '#lib/platform/jobs/enqueue.ts'
import { CountReporter } from '#lib/platform/metrics/count-reporter.ts'
import { sharedRegistry } from '#lib/platform/metrics/metrics.ts'
import { serveMetrics } from '#workers/serve-metrics.ts'

/** Tells what this process counts: to the totals of all processes, and at its own port where one is set. */
export async function countForAll(
  sql: Sql,
): Promise<{ port: number | null; close(): Promise<void> }> {
  const server = await serveMetrics()
  const stopReporting = new CountReporter(sharedRegistry, () => withinSql(sql)).start()
  return {
    port: server?.port ?? null,
    close: async () => {
      await server?.close()
      await stopReporting()
    },
  }
}
