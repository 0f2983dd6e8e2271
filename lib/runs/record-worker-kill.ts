import { hostname } from 'node:os'

import { eq, sql } from 'drizzle-orm'

import type { Database } from '#db/client.ts'
import { workerKills, workers } from '#db/schema/platform.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { systemCtx } from '#lib/platform/context.ts'
import { deathsChannel } from '#lib/platform/jobs/worker-lives.ts'

type Held = { id: string; organization_id: string }

/** What a worker is at work on, and what others have taken over from it since it fell silent. */
const heldBy = (db: Database, workerId: string) =>
  db.execute<Held>(sql`
    select id, organization_id from test_execution_queue
    where worker_id = ${workerId} and status = 'running' and admitted_at is not null
    union
    select id, organization_id from test_execution_queue
    where lost_worker_id = ${workerId}
    order by id`)

/** Those whose items it held; all, where it held none. */
async function concerned(db: Database, held: readonly Held[]): Promise<string[]> {
  const known = new Set(held.map((item) => item.organization_id))
  if (known.size > 0) return [...known]
  const rows = await db.execute<{ id: string }>(sql`select id from organizations limit 1000`)
  return rows.map(({ id }) => id)
}

/**
 * Writes down that a worker of this machine was killed because it had been silent for `silentMs`: with what it held, in the
 * activity log of each organization whose items they were. The items are counted against when they are taken back.
 */
export async function recordWorkerKill(db: Database, pid: number, silentMs: number): Promise<void> {
  await db.transaction(async (tx) => {
    const host = hostname()
    const [worker] = await tx.execute<{ id: string }>(sql`
        select id from workers where hostname = ${host} and pid = ${pid}
        order by started_at desc limit 1`)
    const held = worker ? await heldBy(tx, worker.id) : []
    const itemIds = held.map(({ id }) => id)
    const ms = Math.round(silentMs)
    await tx.insert(workerKills).values({
      ...{ workerId: worker?.id ?? null, hostname: host, pid, silentMs: ms, itemIds },
    })
    if (worker) await tx.update(workers).set({ state: 'killed' }).where(eq(workers.id, worker.id))
    await tx.execute(sql`select pg_notify(${deathsChannel}, ${worker?.id ?? ''})`)
    for (const organizationId of await concerned(tx, held))
      await recordAudit(systemCtx(tx, organizationId), {
        action: 'worker.kill',
        entityType: 'worker',
        entityId: worker?.id ?? null,
        detail: {
          ...{ hostname: host, pid, silent_ms: ms },
          items: held.filter((item) => item.organization_id === organizationId).map(({ id }) => id),
        },
      })
  })
}
