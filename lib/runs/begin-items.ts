import { z } from 'zod'

import type { Sql } from '#db/client.ts'

import { catalog } from '../jobs/catalog.ts'
import type { FetchedJob } from '../jobs/dispatcher.ts'
import type { BegunItem } from './outcome.ts'

type Begun = { begun: { item: BegunItem; job: FetchedJob }[]; void: FetchedJob[] }

const JobData = z.object({ data: catalog['execution.execute'].payload })

/**
 * Marks the items of freshly fetched jobs as running under a new attempt number, which fences older
 * attempts out. `void` holds jobs whose item is over already (cancelled, settled, unknown): end them.
 * An item found running had a worker that vanished; that is counted in `crashes`.
 */
export async function beginItems(sql: Sql, jobs: FetchedJob[]): Promise<Begun> {
  const byItem = new Map<string, FetchedJob>()
  for (const job of jobs) {
    const parsed = JobData.safeParse(job)
    if (parsed.success) byItem.set(parsed.data.data.itemId, job)
  }
  const items = await sql<(BegunItem & { runStatus: string })[]>`
    with begun as (
      update test_execution_queue q set
        crashes = q.crashes + (q.status = 'running')::int,
        attempt = q.attempt + 1,
        status = 'running',
        started_at = coalesce(q.started_at, now())
      where q.id = any(${[...byItem.keys()]}::uuid[]) and q.status in ('pending', 'running')
      returning q.*
    )
    select b.id, b.attempt, b.retries, b.crashes, b.organization_id as "organizationId",
      b.run_id as "runId", b.target_id as "targetId", b.suite_id as "suiteId", b.case_id as "caseId",
      b.case_version as "caseVersion", b.language, b.device_profile_id as "deviceProfileId",
      b.repetition, r.mode,
      r.status as "runStatus"
    from begun b join test_runs r on r.id = b.run_id`
  const first = items.filter(({ runStatus }) => runStatus === 'queued').map(({ runId }) => runId)
  // On its own: whoever cancels locks the run first and its items then, the other way round.
  if (first.length > 0)
    await sql`
      update test_runs set status = 'running', started_at = now(), updated_at = now()
      where id = any(${[...new Set(first)]}::uuid[]) and status = 'queued'`
  const begun = items.flatMap(({ runStatus: _, ...item }) => {
    const job = byItem.get(item.id)
    return job ? [{ item, job }] : []
  })
  const taken = new Set(begun.map(({ job }) => job.id))
  return { begun, void: jobs.filter((job) => !taken.has(job.id)) }
}
