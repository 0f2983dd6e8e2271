import type { Sql } from '#db/client.ts'
import type { Refusal } from '#lib/runs/execute/executed.ts'
import { loadEndpoint } from '#lib/runs/execute/plan.ts'

/** So many items must be refused, and none answered, until the target counts as closed to the whole run. */
const refusedItems = 5

type Run = { runId: string; organizationId: string }

/** Whether the voice AI has answered no item of the run, and has refused so many that this is no matter of what they say. */
async function refusedAll(sql: Sql, { runId }: Run): Promise<boolean> {
  const [row] = await sql<{ refused: number }[]>`
    select count(distinct e.item_id)::int as refused
    from voice_test_executions e join execution_details d on d.execution_id = e.id
    where e.run_id = ${runId}
      -- Asked first, so that a long run is not read for one refusal.
      and not exists (
        select from voice_test_executions a where a.run_id = ${runId} and a.verdict <> 'invalid')
      and (d.turns @? '$[*].fault ? (@.fault == "authentication")'
        or d.twin_turns @? '$[*].fault ? (@.fault == "authentication")')`
  return row !== undefined && row.refused >= refusedItems
}

/**
 * What a target says to the harmless question of the connection check when it refuses that too, and so everybody; null when
 * it answers. A voice AI, or a firewall before it, may answer 403 to one question alone.
 */
export async function whyTargetRefuses(
  sql: Sql,
  run: Run,
  signal: AbortSignal,
): Promise<string | null> {
  const { connector, config, secrets } = await loadEndpoint(sql, run)
  const { ok, fault, detail } = await connector.check(config, secrets, signal)
  if (ok || signal.aborted) return null
  return fault === 'authentication' || fault === 'configuration' ? detail : null
}

/**
 * Why a run whose target answers the check need not go on all the same, after one more `refusal`: it has refused the first
 * five items and answered none. Null when single items were refused.
 */
export async function whyRunIsRefused(
  sql: Sql,
  run: Run,
  refusal: Refusal,
): Promise<string | null> {
  if (refusal.fault !== 'authentication' || !(await refusedAll(sql, run))) return null
  return `The voice AI refused the first ${refusedItems} items of this run and answered none (${refusal.message}). Check the credentials of the target, and what they allow.`
}
