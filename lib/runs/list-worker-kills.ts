import { and, desc, eq, gte, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'

import { workerKills } from '#db/schema/platform.ts'
import { testExecutionQueue } from '#db/schema/runs.ts'
import { testCases } from '#db/schema/suites.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { pageOf } from '#lib/platform/format/cursor.ts'

const shown = 20

const WorkerKillView = z
  .object({
    id: z.uuid(),
    worker_id: z.uuid().nullable(),
    hostname: z.string(),
    pid: z.number().int(),
    silent_ms: z.number().int(),
    killed_at: z.iso.datetime(),
    /** items of this organization that it was at work on; one of them may have been the cause */
    items: z.array(
      z.object({
        id: z.uuid(),
        run_id: z.uuid(),
        case_id: z.uuid(),
        case_name: z.string(),
        language: z.string(),
      }),
    ),
    /** how many items it was at work on, of all organizations */
    item_count: z.number().int(),
  })
  .meta({ id: 'WorkerKill' })
export type WorkerKillView = z.output<typeof WorkerKillView>

export const WorkerKillList = pageOf(WorkerKillView)

async function itemsOf(ctx: Ctx, ids: string[]) {
  if (ids.length === 0) return []
  return ctx.db
    .select({
      id: testExecutionQueue.id,
      run_id: testExecutionQueue.runId,
      case_id: testExecutionQueue.caseId,
      case_name: testCases.name,
      language: testExecutionQueue.language,
    })
    .from(testExecutionQueue)
    .innerJoin(testCases, eq(testCases.id, testExecutionQueue.caseId))
    .where(
      and(
        eq(testExecutionQueue.organizationId, ctx.organizationId),
        inArray(testExecutionQueue.id, ids),
      ),
    )
    .orderBy(testExecutionQueue.id)
}

/** The latest workers, of the last 30 days, that were killed because they were silent; items only of this organization. */
export async function listWorkerKills(ctx: Ctx): Promise<WorkerKillView[]> {
  const kills = await ctx.db
    .select()
    .from(workerKills)
    .where(gte(workerKills.killedAt, sql`now() - interval '30 days'`))
    .orderBy(desc(workerKills.killedAt))
    .limit(shown)
  const items = new Map(
    (await itemsOf(ctx, [...new Set(kills.flatMap(({ itemIds }) => itemIds))])).map((item) => [
      item.id,
      item,
    ]),
  )
  return kills.map((kill) => ({
    id: kill.id,
    worker_id: kill.workerId,
    hostname: kill.hostname,
    pid: kill.pid,
    silent_ms: kill.silentMs,
    killed_at: kill.killedAt.toISOString(),
    items: kill.itemIds.flatMap((id) => items.get(id) ?? []),
    item_count: kill.itemIds.length,
  }))
}
