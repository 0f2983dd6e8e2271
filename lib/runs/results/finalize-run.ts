import { v7 as uuidv7 } from 'uuid'

import type { Sql } from '#db/client.ts'
import { enqueueWithin, withinSql } from '#lib/platform/jobs/enqueue.ts'
import { publish } from '#lib/runs/publish.ts'

type Ended = { id: string; organization_id: string; status: string }

/**
 * Ends a run whose items have all ended: `completed`, or `failed` when it carries a reason why nothing
 * could be judged. Exactly once: a repeated or early job changes nothing and returns null.
 */
export async function finalizeRun(sql: Sql, runId: string): Promise<Ended | null> {
  return sql.begin(async (tx) => {
    // First, so that what is counted below is younger than a retry that was under way.
    await tx`select 1 from test_runs where id = ${runId} for no key update`
    const [ended] = await tx<Ended[]>`
      update test_runs r set
        status = case when r.failure_reason is null then 'completed' else 'failed' end,
        started_at = coalesce(r.started_at, now()), finished_at = now(), updated_at = now()
      from run_summaries s
      where r.id = ${runId} and s.run_id = r.id and r.status in ('queued', 'running')
        and r.expanded_at is not null
        and s.passed + s.failed + s.invalid + s.cancelled >= s.total
      returning r.id, r.organization_id, r.status`
    if (!ended) return null
    await tx`
      insert into activity_log (id, organization_id, actor_kind, actor_name, action, entity_type,
        entity_id, detail)
      select ${uuidv7()}::uuid, ${ended.organization_id}::uuid, 'system', 'Earshot', 'run.finalize',
        'run', ${ended.id}::uuid, to_jsonb(s) - 'run_id'
      from run_summaries s where s.run_id = ${ended.id}`
    await enqueueWithin(tx, 'run.notify', [
      { organizationId: ended.organization_id, runId: ended.id, moment: 'finished' },
    ])
    await publish(withinSql(tx), [
      { type: 'run', organization_id: ended.organization_id, run_id: ended.id },
    ])
    return ended
  })
}
