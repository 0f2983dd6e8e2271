import { and, eq, sql } from 'drizzle-orm'
import type { z } from 'zod'

import { runFindings, runSummaries, testRuns } from '#db/schema/runs.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { keepFinding } from '#lib/runs/results/keep-finding.ts'

/** What is kept of a run, one row of each at most. A change of its shape takes a new name. */
type Kind = 'analysis.1' | 'facets.1' | 'listening.1'

/** Changes with everything that executions of the run say; the counters stand for releases that know no revision. */
const state = sql<string>`concat_ws(' ', ${runSummaries.revision}, ${runSummaries.passed}, ${runSummaries.failed},
  ${runSummaries.invalid}, ${runSummaries.manualReview}, ${runSummaries.passedAfterRetry}, ${runSummaries.responseMsSum})`

/**
 * What `read` finds in the executions of a run: read once, and again when the run has changed since. Only of runs that have
 * ended; while one is under way, it is read each time. Holds over processes: the state is read before the executions, so
 * that what is kept is never older than its state says. The caller has found the run within the organization.
 */
export async function keptOf<T extends z.ZodType<object>>(
  ctx: Ctx,
  runId: string,
  { kind, schema, read }: { kind: Kind; schema: T; read: () => Promise<z.output<T>> },
): Promise<z.output<T>> {
  const [kept] = await ctx.db
    .select({
      state,
      finishedAt: testRuns.finishedAt,
      old: runFindings.state,
      content: runFindings.content,
    })
    .from(runSummaries)
    .innerJoin(testRuns, eq(testRuns.id, runSummaries.runId))
    .leftJoin(
      runFindings,
      and(
        eq(runFindings.runId, runSummaries.runId),
        eq(runFindings.kind, kind),
        eq(runFindings.state, state),
      ),
    )
    .where(eq(runSummaries.runId, runId))
  if (!kept || kept.finishedAt === null) return read()
  if (kept.old !== null) return schema.parse(kept.content)
  const content = await read()
  await keepFinding(ctx, { runId, kind, state: kept.state, content })
  return content
}

/** Says that executions of a run say something else now, where no counter tells it. */
export async function changeRun(ctx: Ctx, runId: string): Promise<void> {
  await ctx.db
    .update(runSummaries)
    .set({ revision: sql`${runSummaries.revision} + 1` })
    .where(eq(runSummaries.runId, runId))
}
