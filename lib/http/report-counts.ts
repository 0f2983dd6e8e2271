import { webDatabase } from '#lib/http/database.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'
import { CountReporter } from '#lib/platform/metrics/count-reporter.ts'
import { sharedRegistry } from '#lib/platform/metrics/metrics.ts'

// On globalThis because a development server loads this module more than once, and counts are reported once.
const holder = globalThis as typeof globalThis & { earshotReporter?: CountReporter }

const reporter = () =>
  (holder.earshotReporter ??= new CountReporter(sharedRegistry, () =>
    withinCtx({ db: webDatabase() }),
  ))

/** Adds what this web process has counted to the totals of all processes. */
export const reportWebCounts = (): Promise<void> => reporter().report()

/** The same every few seconds, for as long as this process lives. */
export function startReportingCounts(): void {
  reporter().start()
}
