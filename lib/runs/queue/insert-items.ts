import type { TransactionSql } from 'postgres'

export type NewItem = {
  id: string
  suite_id: string
  case_id: string
  case_version: number
  language: string
  device_profile_id: string | null
  repetition: number
}

type RunRow = { id: string; organization_id: string; target_id: string; priority: number }

/** Writes items that wait, or, with a refusal, items that ended as invalid for that reason. */
export async function insertItems(
  tx: TransactionSql,
  run: RunRow,
  rows: NewItem[],
  refusal: string | null = null,
): Promise<void> {
  for (let from = 0; from < rows.length; from += 5_000)
    await tx`
      insert into test_execution_queue (id, organization_id, run_id, target_id, suite_id, case_id,
        case_version, language, device_profile_id, repetition, priority, status, verdict, last_error, finished_at)
      select i.id, ${run.organization_id}::uuid, ${run.id}::uuid, ${run.target_id}::uuid, i.suite_id,
        i.case_id, i.case_version, i.language, i.device_profile_id, i.repetition, ${run.priority}::int,
        ${refusal === null ? 'pending' : 'failed'}, ${refusal === null ? null : 'invalid'}::text,
        ${refusal}::text, ${refusal === null ? null : new Date()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + 5_000))}::jsonb) as i(id uuid,
        suite_id uuid, case_id uuid, case_version int, language text, device_profile_id uuid,
        repetition smallint)`
}
