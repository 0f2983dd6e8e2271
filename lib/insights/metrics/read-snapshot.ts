import { count, eq, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'

import type { Database } from '#db/client.ts'
import { dailyTotals } from '#db/schema/metrics.ts'
import { workerKills } from '#db/schema/platform.ts'
import { reviewItems } from '#db/schema/review.ts'
import { countWorkers } from '#lib/platform/jobs/count-workers.ts'
import { listWorkers } from '#lib/platform/jobs/list-workers.ts'
import { listQueues } from '#lib/platform/jobs/queue-depths.ts'
import type { Snapshot } from '#lib/platform/metrics/snapshot-metrics.ts'

async function executionTotals(db: Database): Promise<Record<string, number>> {
  const sum = (column: AnyPgColumn) => sql<number>`coalesce(sum(${column}), 0)::float8`
  const [row] = await db
    .select({
      passed: sum(dailyTotals.passed),
      failed: sum(dailyTotals.failed),
      invalid: sum(dailyTotals.invalid),
    })
    .from(dailyTotals)
  return row ?? {}
}

async function readLoads(db: Database): Promise<Snapshot['workerLoads']> {
  const known = await listWorkers(db)
  return known.flatMap(({ alive, detail, hostname, pid }) =>
    alive && detail
      ? {
          worker: `${hostname}:${pid}`,
          cpuPercent: detail.cpu_percent ?? 0,
          rssBytes: detail.rss_mb * 1_048_576,
          overloaded: detail.reason !== null,
        }
      : [],
  )
}

/** Ages in seconds, 0 when nothing waits. */
async function waitingTimes(db: Database): Promise<{ status: number; outbox: number }> {
  const [row] = await db.execute<{ status: number; outbox: number }>(sql`
    select
      (select coalesce(extract(epoch from now() - min(updated_at)), 0)::float8 from integration_links
        where kind = 'status' and state ->> 'state' = 'pending') as status,
      (select coalesce(greatest(extract(epoch from now() - min(next_attempt_at)), 0), 0)::float8
        from notifications where status in ('pending', 'sending')) as outbox`)
  return row ?? { status: 0, outbox: 0 }
}

const secondsSince = (time: Date | null) =>
  time === null ? 0 : Math.max(0, (Date.now() - time.getTime()) / 1_000)

/** Everything that concerns all processes, in a few indexed reads. */
export async function readSnapshot(db: Database): Promise<Snapshot> {
  const [executions, queues, reviews, alive, kills, workerLoads, waits] = await Promise.all([
    executionTotals(db),
    listQueues(db),
    db.select({ open: count() }).from(reviewItems).where(eq(reviewItems.status, 'pending')),
    countWorkers(db),
    db.$count(workerKills),
    readLoads(db),
    waitingTimes(db),
  ])
  return {
    executions,
    queues: Object.fromEntries(queues.map(({ name, waiting }) => [name, waiting])),
    queueSeconds: Object.fromEntries(
      queues.map(({ name, oldestWaiting }) => [name, secondsSince(oldestWaiting)]),
    ),
    deadLetters: Object.fromEntries(queues.map(({ name, dead }) => [name, dead])),
    openReviews: reviews[0]?.open ?? 0,
    workers: alive,
    workerKills: kills,
    workerLoads,
    statusPendingSeconds: waits.status,
    outboxSeconds: waits.outbox,
  }
}
