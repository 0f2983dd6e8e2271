import { z } from 'zod'

import type { Sql } from '#db/client.ts'
import { catalog } from '#lib/platform/jobs/catalog.ts'
import type { FetchedJob } from '#lib/platform/jobs/dispatcher.ts'
import { chargeRepeats } from '#lib/runs/queue/target-rates.ts'
import type { BegunItem } from '#lib/runs/results/outcome.ts'

type Begun = {
  begun: { item: BegunItem; job: FetchedJob }[]
  /** to be ended: their items are over already (cancelled, recorded, unknown), or wait again because their run is paused */
  void: FetchedJob[]
  /** organizations whose items wait again: their run may have been resumed since */
  waiting: string[]
}

type Row = BegunItem & { runStatus: string; paused: boolean }

const JobData = z.object({ data: catalog['execution.execute'].payload })

/**
 * One statement, so that a run is paused before an item or after it, never in between. An item found running had a
 * worker that vanished.
 */
const takeItems = (sql: Sql, ids: string[]) => sql<Row[]>`
  with begun as (
    update test_execution_queue q set
      crashes = q.crashes + (q.status = 'running')::int,
      attempt = q.attempt + (r.paused_at is null)::int,
      status = case when r.paused_at is null then 'running' else 'pending' end,
      admitted_at = case when r.paused_at is null then q.admitted_at end,
      started_at = case when r.paused_at is null then coalesce(q.started_at, now()) else q.started_at end
    from test_runs r
    where q.id = any(${ids}::uuid[]) and q.status in ('pending', 'running') and r.id = q.run_id
    returning q.*, r.mode, r.purpose, r.status as run_status, r.paused_at is not null as paused
  )
  select b.id, b.attempt, b.retries, b.crashes, b.organization_id as "organizationId",
    b.run_id as "runId", b.target_id as "targetId", b.suite_id as "suiteId", b.case_id as "caseId",
    b.case_version as "caseVersion", b.language, b.device_profile_id as "deviceProfileId",
    b.repetition, b.mode, b.purpose, clock_timestamp() as "begunAt", b.run_status as "runStatus", b.paused
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
 * Marks the items of freshly fetched jobs as running under a new attempt number, which fences older
 * attempts out. A worker that vanished is counted in `crashes`. Items of a paused run go back to the waiting line
 * as they were.
 */
export async function beginItems(sql: Sql, jobs: FetchedJob[]): Promise<Begun> {
  const byItem = new Map<string, FetchedJob>()
  for (const job of jobs) {
    const parsed = JobData.safeParse(job)
    if (parsed.success) byItem.set(parsed.data.data.itemId, job)
  }
  const rows = await takeItems(sql, [...byItem.keys()])
  const items = rows.filter(({ paused }) => !paused)
  await markStarted(sql, items)
  const begun = items.flatMap(({ runStatus: _, paused: __, ...item }) => {
    const job = byItem.get(item.id)
    return job ? [{ item, job }] : []
  })
  await chargeRepeats(
    sql,
    begun.filter(({ job }) => job.retryCount > 0).map(({ item }) => item.targetId),
  )
  const taken = new Set(begun.map(({ job }) => job.id))
  const handedBack = rows.filter(({ paused }) => paused)
  return {
    begun,
    void: jobs.filter((job) => !taken.has(job.id)),
    waiting: [...new Set(handedBack.map(({ organizationId }) => organizationId))],
  }
}
