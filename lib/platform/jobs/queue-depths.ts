import { sql } from 'drizzle-orm'

import type { Database } from '#db/client.ts'
import { sightOf } from '#lib/platform/auth/sight.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { deadLetterOf, jobNames } from '#lib/platform/jobs/catalog.ts'

export type QueueDepth = {
  name: string
  /** jobs not begun, those that wait for another try included */
  waiting: number
  active: number
  /** jobs that used up their tries and stay until somebody deals with them */
  dead: number
  /** since when the oldest waiting job has been due */
  oldestWaiting: Date | null
}

type Row = { name: string; waiting: number; active: number; oldest: string | null }

const nothing = { waiting: 0, active: 0, oldest: null }

/** `organizationId` null: of all. */
async function countJobs(db: Database, organizationId: string | null): Promise<Map<string, Row>> {
  const [found] = await db.execute<{ there: boolean }>(
    sql`select to_regclass('pgboss.job') is not null as there`,
  )
  if (!found?.there) return new Map()
  const rows = await db.execute<Row>(sql`
    select name,
      (count(*) filter (where state in ('created', 'retry')))::int as waiting,
      (count(*) filter (where state = 'active'))::int as active,
      (min(start_after) filter (where state in ('created', 'retry')))::text as oldest
    from pgboss.job where state in ('created', 'retry', 'active')
      and (${organizationId}::text is null or data ->> 'organizationId' = ${organizationId}::text)
    group by name`)
  return new Map(rows.map((row) => [row.name, row]))
}

/** Executions wait and run as items of runs, which are no jobs. A run that is paused waits for nobody. */
async function countItems(db: Database, organizationId: string | null): Promise<Omit<Row, 'name'>> {
  const [row] = await db.execute<Omit<Row, 'name'>>(sql`
    select
      (count(*) filter (where q.status = 'pending' and r.paused_at is null))::int as waiting,
      (count(*) filter (where q.status = 'running'))::int as active,
      (min(coalesce(q.not_before, r.created_at))
        filter (where q.status = 'pending' and r.paused_at is null))::text as oldest
    from test_runs r join test_execution_queue q on q.run_id = r.id
    where r.status in ('queued', 'running') and q.status in ('pending', 'running')
      and (${organizationId}::uuid is null or r.organization_id = ${organizationId}::uuid)`)
  return row ?? nothing
}

/** What waits, runs and has died in each queue, of all organizations together unless one is given. */
export async function listQueues(
  db: Database,
  organizationId: string | null = null,
): Promise<QueueDepth[]> {
  const [jobs, items] = await Promise.all([
    countJobs(db, organizationId),
    countItems(db, organizationId),
  ])
  return jobNames.map((name) => {
    const row = jobs.get(name) ?? nothing
    const more = name === 'execution.execute' ? items : nothing
    const since = [row.oldest, more.oldest].flatMap((oldest) => oldest ?? []).map(Date.parse)
    return {
      name,
      waiting: row.waiting + more.waiting,
      active: row.active + more.active,
      dead: jobs.get(deadLetterOf(name))?.waiting ?? 0,
      oldestWaiting: since.length === 0 ? null : new Date(Math.min(...since)),
    }
  })
}

/** The same, as far as whoever asks may see it. */
export async function listVisibleQueues(ctx: Ctx): Promise<QueueDepth[]> {
  const { everyone } = await sightOf(ctx)
  return listQueues(ctx.db, everyone ? null : ctx.organizationId)
}
