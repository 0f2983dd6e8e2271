import { settings } from '#lib/platform/config/settings.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { ConflictError } from '#lib/platform/errors.ts'
import { publicUrl } from '#lib/platform/public-url.ts'
import { listRunItems } from '#lib/runs/item-queries.ts'
import { getRun } from '#lib/runs/queries.ts'
import { readReportDetails } from '#lib/runs/report-details.ts'
import { resultOf, type RunReport } from '#lib/runs/report/run-report.ts'
import type { RunItemView } from '#lib/runs/schema.ts'

/** Items of a report file at most; larger runs are read page by page. */
const itemLimit = 50_000

/** A run with all its items, for a report file. */
export async function readReport(ctx: Ctx, runId: string): Promise<RunReport> {
  const run = await getRun(ctx, runId)
  if (run.counts.total > itemLimit)
    throw new ConflictError(`A report of ${run.counts.total} items is too large`)
  const items: RunItemView[] = []
  let cursor: string | undefined
  do {
    const page = await listRunItems(ctx, runId, { limit: 1_000, cursor })
    items.push(...page.data)
    cursor = page.next_cursor ?? undefined
  } while (cursor)
  const wrong = items.filter((item) => ['failed', 'error'].includes(resultOf(item)))
  const details = await readReportDetails(
    ctx,
    wrong.flatMap(({ execution_id }) => execution_id ?? []),
  )
  return { run, items, details, baseUrl: publicUrl() ?? `http://localhost:${settings().PORT}` }
}
