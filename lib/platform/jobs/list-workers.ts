import { desc, gte, sql } from 'drizzle-orm'

import type { Database } from '#db/client.ts'
import { workers } from '#db/schema/platform.ts'
import type { Sight } from '#lib/platform/auth/sight.ts'
import { WorkerDetail, WorkerView } from '#lib/platform/jobs/schema.ts'

export type WorkerState = Omit<typeof workers.$inferSelect, 'detail' | 'session'> & {
  /** null of a worker that has said nothing of itself */
  detail: WorkerDetail | null
  /** heard from within the last 20 s; a worker says something every few seconds */
  alive: boolean
}

/** Workers of all organizations that were heard from within the last day, the latest first. */
export async function listWorkers(db: Database): Promise<WorkerState[]> {
  const rows = await db
    .select({
      id: workers.id,
      hostname: workers.hostname,
      pid: workers.pid,
      state: workers.state,
      inFlight: workers.inFlight,
      detail: workers.detail,
      capacity: workers.capacity,
      startedAt: workers.startedAt,
      seenAt: workers.seenAt,
      alive: sql<boolean>`${workers.state} <> 'killed' and ${workers.seenAt} >= now() - interval '20 seconds'`,
    })
    .from(workers)
    .where(gte(workers.seenAt, sql`now() - interval '1 day'`))
    .orderBy(desc(workers.seenAt))
    .limit(200)
  return rows.map((row) => ({ ...row, detail: WorkerDetail.safeParse(row.detail).data ?? null }))
}

/** A worker as far as `sight` shows it. */
export function toWorkerView(worker: WorkerState, sight: Sight): WorkerView {
  const { id, hostname, pid, capacity, detail } = worker
  return WorkerView.parse({
    id,
    hostname: sight.hosts ? hostname : null,
    pid: sight.hosts ? pid : null,
    capacity,
    detail: sight.everyone ? detail : null,
    state: worker.alive || worker.state === 'killed' ? worker.state : 'silent',
    in_flight: sight.everyone ? worker.inFlight : null,
    started_at: worker.startedAt.toISOString(),
    seen_at: worker.seenAt.toISOString(),
  })
}
