import type { TransactionSql } from 'postgres'
import { v7 as uuidv7 } from 'uuid'

import type { UsedProfile } from '#lib/device-profiles/used-profile.ts'
import { withinSql } from '#lib/platform/jobs/enqueue.ts'
import { insertItems } from '#lib/runs/queue/insert-items.ts'
import { wakeWorkers } from '#lib/runs/queue/wake-workers.ts'

type Extended = {
  id: string
  organization_id: string
  target_id: string
  priority: number
}

type First = { suite_id: string; case_id: string; case_version: number; language: string }

/**
 * Adds to a run under way the item it has, heard through more device profiles. For whoever holds the lock of the run:
 * it must not have ended.
 */
export async function extendRun(
  tx: TransactionSql,
  run: Extended,
  profiles: UsedProfile[],
): Promise<void> {
  const [first] = await tx<First[]>`
    select suite_id, case_id, case_version, language from test_execution_queue
    where run_id = ${run.id} order by id limit 1`
  if (!first) throw new Error(`The run ${run.id} has no item to go on from`)
  await insertItems(
    tx,
    run,
    profiles.map(({ id }) => ({ ...first, id: uuidv7(), device_profile_id: id, repetition: 1 })),
  )
  const used = Object.fromEntries(profiles.map(({ id, ...profile }) => [id, profile]))
  await tx`
    update test_runs set updated_at = now(), snapshot = jsonb_set(snapshot, '{profiles}',
      coalesce(snapshot -> 'profiles', '{}'::jsonb) || ${JSON.stringify(used)}::text::jsonb)
    where id = ${run.id}`
  await tx`update run_summaries set total = total + ${profiles.length} where run_id = ${run.id}`
  await wakeWorkers(withinSql(tx))
}
