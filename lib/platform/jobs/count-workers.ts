import { count, gt, sql } from 'drizzle-orm'

import type { Database } from '#db/client.ts'
import { workers } from '#db/schema/platform.ts'

/** s since a worker was last seen until it counts as gone */
const workerSilence = 30

/** Workers that were seen lately. */
export async function countWorkers(db: Database): Promise<number> {
  const [row] = await db
    .select({ alive: count() })
    .from(workers)
    .where(gt(workers.seenAt, sql`now() - make_interval(secs => ${workerSilence})`))
  return row?.alive ?? 0
}
