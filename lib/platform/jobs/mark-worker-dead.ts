import { hostname } from 'node:os'

import { sql } from 'drizzle-orm'

import type { Database } from '#db/client.ts'
import { deathsChannel } from '#lib/platform/jobs/worker-lives.ts'

/** Tells all workers that the worker of this machine with this process id is dead, so that they take over its items at once. */
export async function markWorkerDead(db: Database, pid: number): Promise<void> {
  await db.execute(sql`
    with dead as (
      update workers set state = 'killed' where id = (
        select id from workers where hostname = ${hostname()} and pid = ${pid}
        order by started_at desc limit 1)
      returning id)
    select pg_notify(${deathsChannel}, id::text) from dead`)
}
