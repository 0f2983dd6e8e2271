import { z } from 'zod'

import type { Sql } from '#db/client.ts'
import { catalog } from '#lib/platform/jobs/catalog.ts'
import type { FetchedJob } from '#lib/platform/jobs/dispatcher.ts'
import { chargeRepeats } from '#lib/runs/queue/target-rates.ts'
import type { BegunItem } from '#lib/runs/results/outcome.ts'

type Begun = {
  begun: { item: BegunItem; job: FetchedJob }[]
  /** to be ended: their items are over already (cancelled, recorded, unknown), or wait again */
  void: FetchedJob[]
  /** organizations whose items wait again: their run may have been resumed since, or they get a job with all its tries */
  waiting: string[]
}

type Row = BegunItem & { runStatus: string; waits: boolean }

/** Workers that may vanish under an item before its tries are counted: it need not have been the cause. */
const forgiven = 2

const JobData = z.object({ data: catalog['execution.execute'].payload })

/**
 * Whether a worker has vanished under the item: it was found running, and its worker no longer speaks. One that speaks has
 * only lost its lease (it slept, or the database was away). A dead one spoke 7 s ago or earlier, since its jobs come back
 * 10 s after its last heartbeat; a living one speaks every 5 s.
 */
const lost = (sql: Sql, workerId: string) => sql`
  (q.status = 'running' and q.worker_id is distinct from ${workerId}::uuid and
    not coalesce(q.worker_id = any(array(
      select id from workers where state <> 'killed' and seen_at > now() - interval '6 seconds')), false))`

/** Whether it goes back to the waiting line: its run is paused, or it gets a new job, with all its tries. */
const waits = (sql: Sql, workerId: string) => sql`
  (r.paused_at is not null or (${lost(sql, workerId)} and q.crashes < ${forgiven}))`

/** One statement, so that a run is paused before an item or after it, never in between. */
const takeItems = (sql: Sql, ids: string[], workerId: string) => sql<Row[]>`
  with begun as (
    update test_execution_queue q set
      crashes = q.crashes + ${lost(sql, workerId)}::int,
      lost_worker_id = case when ${lost(sql, workerId)} then q.worker_id else q.lost_worker_id end,
      worker_id = ${workerId}::uuid,
      attempt = q.attempt + (not ${waits(sql, workerId)})::int,
      status = case when ${waits(sql, workerId)} then 'pending' else 'running' end,
      admitted_at = case when ${waits(sql, workerId)} then null else q.admitted_at end,
      started_at = case when ${waits(sql, workerId)} then q.started_at else coalesce(q.started_at, now()) end
    from test_runs r
    where q.id = any(${ids}::uuid[]) and q.status in ('pending', 'running') and r.id = q.run_id
    returning q.*, r.mode, r.purpose, r.status as run_status, q.status = 'pending' as waits
  )
  select b.id, b.attempt, b.retries, b.crashes, b.organization_id as "organizationId",
    b.run_id as "runId", b.target_id as "targetId", b.suite_id as "suiteId", b.case_id as "caseId",
    b.case_version as "caseVersion", b.language, b.device_profile_id as "deviceProfileId",
    b.repetition, b.mode, b.purpose, clock_timestamp() as "begunAt", b.run_status as "runStatus", b.waits
  from begun b`

async function markStarted(sql: Sql, rows: Row[]): Promise<void> {
  const first = rows.filter(({ runStatus }) => runStatus === 'queued').map(({ runId }) => runId)
  // On its own: whoever cancels locks the run first and its items then, the other way round.
  if (first.length > 0)
    await sql`
      update test_runs set status = 'running', started_at = now(), updated_at = now()
      where id = any(${[...new Set(first)]}::uuid[]) and status = 'queued'`
}

/**
 * Marks the items of freshly fetched jobs as running in a worker, under a new attempt number, which fences older
 * attempts out. A worker that vanished is counted in `crashes`, and its items go back to the waiting line: the try was
 * not theirs to lose. So do items of a paused run.
 */
export async function beginItems(sql: Sql, jobs: FetchedJob[], workerId: string): Promise<Begun> {
  const byItem = new Map<string, FetchedJob>()
  for (const job of jobs) {
    const parsed = JobData.safeParse(job)
    if (parsed.success) byItem.set(parsed.data.data.itemId, job)
  }
  const rows = await takeItems(sql, [...byItem.keys()], workerId)
  const items = rows.filter((row) => !row.waits)
  await markStarted(sql, items)
  const begun = items.flatMap(({ runStatus: _, waits: __, ...item }) => {
    const job = byItem.get(item.id)
    return job ? [{ item, job }] : []
  })
  await chargeRepeats(
    sql,
    begun.filter(({ job }) => job.retryCount > 0).map(({ item }) => item.targetId),
  )
  const taken = new Set(begun.map(({ job }) => job.id))
  const handedBack = rows.filter((row) => row.waits)
  return {
    begun,
    void: jobs.filter((job) => !taken.has(job.id)),
    waiting: [...new Set(handedBack.map(({ organizationId }) => organizationId))],
  }
}
