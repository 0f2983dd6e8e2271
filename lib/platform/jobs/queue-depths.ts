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

async function countItems(db: Database, organizationId: string | null): Promise<number> {
  const [row] = await db.execute<{ waiting: number }>(sql`
    select count(*)::int as waiting from test_execution_queue
    where status = 'pending' and admitted_at is null
      and (${organizationId}::uuid is null or organization_id = ${organizationId}::uuid)`)
  return row?.waiting ?? 0
}

/**
 * What waits, runs and has died in each queue, of all organizations together unless one is given. `items` are run items
 * that admission has not handed to a worker yet.
 */
export async function listQueues(
  db: Database,
  organizationId: string | null = null,
): Promise<QueueDepth[]> {
  const [jobs, waiting] = await Promise.all([
    countJobs(db, organizationId),
    countItems(db, organizationId),
  ])
  const queues = jobNames.map((name) => {
    const row = jobs.get(name)
    return {
      name,
      waiting: row?.waiting ?? 0,
      active: row?.active ?? 0,
      dead: jobs.get(deadLetterOf(name))?.waiting ?? 0,
      oldestWaiting: row?.oldest ? new Date(row.oldest) : null,
    }
  })
  return [{ name: 'items', waiting, active: 0, dead: 0, oldestWaiting: null }, ...queues]
}

/** The same, as far as whoever asks may see it. */
export async function listVisibleQueues(ctx: Ctx): Promise<QueueDepth[]> {
  const { everyone } = await sightOf(ctx)
  return listQueues(ctx.db, everyone ? null : ctx.organizationId)
}
