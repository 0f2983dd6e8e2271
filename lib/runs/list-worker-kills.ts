import { and, desc, eq, gte, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'

import { workerKills } from '#db/schema/platform.ts'
import { testExecutionQueue } from '#db/schema/runs.ts'
import { testCases } from '#db/schema/suites.ts'
import { sightOf } from '#lib/platform/auth/sight.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { pageOf } from '#lib/platform/format/cursor.ts'

const shown = 20

const WorkerKillView = z
  .object({
    id: z.uuid(),
    worker_id: z.uuid().nullable(),
    /** null for whoever does not administer the installation */
    hostname: z.string().nullable(),
    /** the same */
    pid: z.number().int().nullable(),
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
    /** how many items it was at work on, of all organizations as far as they may be seen */
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

/**
 * The latest workers, of the last 30 days, that were killed because they were silent; items only of this organization. Who
 * may not see the work of others sees those that had work of this organization.
 */
export async function listWorkerKills(ctx: Ctx): Promise<WorkerKillView[]> {
  const [sight, kills] = await Promise.all([
    sightOf(ctx),
    ctx.db
      .select()
      .from(workerKills)
      .where(gte(workerKills.killedAt, sql`now() - interval '30 days'`))
      .orderBy(desc(workerKills.killedAt))
      .limit(shown),
  ])
  const own = await itemsOf(ctx, [...new Set(kills.flatMap(({ itemIds }) => itemIds))])
  const items = new Map(own.map((item) => [item.id, item]))
  const views = kills.map((kill) => {
    const held = kill.itemIds.flatMap((id) => items.get(id) ?? [])
    return {
      id: kill.id,
      worker_id: kill.workerId,
      hostname: sight.hosts ? kill.hostname : null,
      pid: sight.hosts ? kill.pid : null,
      silent_ms: kill.silentMs,
      killed_at: kill.killedAt.toISOString(),
      items: held,
      item_count: sight.everyone ? kill.itemIds.length : held.length,
    }
  })
  return sight.everyone ? views : views.filter(({ items: { length } }) => length > 0)
}
