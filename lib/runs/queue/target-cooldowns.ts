import type { TransactionSql } from 'postgres'

import type { Outcome } from '#lib/runs/results/outcome.ts'

type Cooldown = { target_id: string; ms: number; reason: string }

/** The longest wait that the outcomes ask for, for each target, in the order in which rows must be locked. */
function cooldownsOf(outcomes: Outcome[]): Cooldown[] {
  const longest = new Map<string, Cooldown>()
  for (const outcome of outcomes) {
    if (!('cooldown' in outcome) || outcome.cooldown === null) continue
    const { targetId } = outcome.item
    const { ms, reason } = outcome.cooldown
    if ((longest.get(targetId)?.ms ?? -1) < ms)
      longest.set(targetId, { target_id: targetId, ms, reason })
  }
  return [...longest.values()].sort((a, b) => (a.target_id < b.target_id ? -1 : 1))
}

/**
 * Lets no item of a target in that answers nobody, until the breaker that found out lets its next probe through. Times
 * by the clock of the database, for all workers.
 */
export async function startCooldowns(tx: TransactionSql, outcomes: Outcome[]): Promise<void> {
  const cooldowns = cooldownsOf(outcomes)
  if (cooldowns.length === 0) return
  await tx`
    insert into target_holds as t (target_id, until, reason)
    select h.target_id, clock_timestamp() + h.ms * interval '1 ms', h.reason
    from jsonb_to_recordset(${JSON.stringify(cooldowns)}::jsonb) as h(target_id uuid, ms float8, reason text)
    on conflict (target_id) do update set
      until = greatest(t.until, excluded.until), reason = excluded.reason`
}
