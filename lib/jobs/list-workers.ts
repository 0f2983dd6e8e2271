import { desc, gte, sql } from 'drizzle-orm'

import type { Database } from '#db/client.ts'
import { workers } from '#db/schema/index.ts'

export type WorkerState = Omit<typeof workers.$inferSelect, 'detail'> & {
  /** heard from within the last 20 s; a worker says something every few seconds */
  alive: boolean
}

/** Workers of all organizations that were heard from within the last day, the latest first. */
export async function listWorkers(db: Database): Promise<WorkerState[]> {
  return db
    .select({
      id: workers.id,
      hostname: workers.hostname,
      pid: workers.pid,
      state: workers.state,
      inFlight: workers.inFlight,
      capacity: workers.capacity,
      startedAt: workers.startedAt,
      seenAt: workers.seenAt,
      alive: sql<boolean>`${workers.seenAt} >= now() - interval '20 seconds'`,
    })
    .from(workers)
    .where(gte(workers.seenAt, sql`now() - interval '1 day'`))
    .orderBy(desc(workers.seenAt))
    .limit(200)
}
