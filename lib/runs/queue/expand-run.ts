import type { TransactionSql } from 'postgres'
import { v7 as uuidv7 } from 'uuid'

import type { Sql } from '#db/client.ts'
import type { Boss } from '#lib/platform/jobs/boss.ts'
import { jobsChannel, withinSql } from '#lib/platform/jobs/enqueue.ts'
import { publish } from '#lib/runs/publish.ts'
import { insertItems, type NewItem } from '#lib/runs/queue/insert-items.ts'
import { wakeWorkers } from '#lib/runs/queue/wake-workers.ts'

type RunRow = {
  id: string
  organization_id: string
  target_id: string
  priority: number
  request: {
    caseIds: string[]
    languages: string[] | null
    /** null: the stimulus as it is */
    profileIds?: (string | null)[]
    repetitions: number
  }
}

type CaseRow = { id: string; suite_id: string; version: number; language: string }

async function newItems(tx: TransactionSql, run: RunRow): Promise<NewItem[]> {
  const { caseIds, languages, profileIds = [null], repetitions } = run.request
  const cases = await tx<CaseRow[]>`
    select c.id, c.suite_id, c.version, l.language
    from unnest(${caseIds}::uuid[]) with ordinality as wanted(id, place)
    join test_cases c on c.id = wanted.id and c.organization_id = ${run.organization_id}
    join test_case_languages l on l.case_id = c.id
    where ${languages}::text[] is null or l.language = any(${languages}::text[])
    order by wanted.place, l.language`
  const rows: NewItem[] = []
  for (let repetition = 1; repetition <= repetitions; repetition++)
    for (const { id, suite_id, version, language } of cases)
      for (const profileId of profileIds)
        rows.push({
          id: uuidv7(),
          suite_id,
          case_id: id,
          case_version: version,
          language,
          device_profile_id: profileId,
          repetition,
        })
  return rows
}

/**
 * Writes the items of a queued run, once: a repeated job finds `expanded_at` set. `refusal` says why the
 * target cannot be tested at all; then every item ends at once as invalid with that reason.
 * Returns false when there was nothing left to do.
 */
export async function expandRun(
  sql: Sql,
  boss: Boss,
  runId: string,
  refusal: string | null,
): Promise<boolean> {
  return sql.begin(async (tx) => {
    const [run] = await tx<RunRow[]>`
      select id, organization_id, target_id, priority, request from test_runs
      where id = ${runId} and expanded_at is null and status = 'queued' for update`
    if (!run) return false
    const items = await newItems(tx, run)
    await insertItems(tx, run, items, refusal)
    const total = items.length
    await tx`
      update run_summaries set total = ${total}, invalid = ${refusal === null ? 0 : total}
      where run_id = ${run.id}`
    await tx`
      update test_runs set expanded_at = now(), failure_reason = ${refusal}, updated_at = now()
      where id = ${run.id}`
    if (total === 0 || refusal !== null) {
      const data = { runId: run.id, organizationId: run.organization_id }
      await boss.insert('run.finalize', [{ data }], { db: withinSql(tx) })
      await tx`select pg_notify(${jobsChannel}, 'run.finalize')`
    } else await wakeWorkers(withinSql(tx))
    await publish(withinSql(tx), [
      { type: 'run', organization_id: run.organization_id, run_id: run.id },
    ])
    return true
  })
}
