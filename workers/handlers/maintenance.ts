import { settings } from '#lib/platform/config/settings.ts'
import { pruneBandChanges } from '#lib/policies/prune-band-changes.ts'
import { mendDailyTotals } from '#lib/runs/results/mend-daily-totals.ts'
import { pruneDeliveries } from '#lib/webhooks/prune-deliveries.ts'
import type { Handler } from '#workers/types.ts'

/** Makes the partitions of the coming months, and removes what is only of use for a while. */
export const runMaintenance: Handler<'maintenance.partitions'> = async ({ sql }) => {
  await sql`select earshot_ensure_partitions(now(), now() + interval '3 months')`
  await sql`delete from idempotency_keys where created_at < now() - interval '2 days'`
  await sql`delete from refresh_tokens where expires_at < now() - interval '1 day'`
  await sql`delete from tool_sessions where expires_at < now()`
  await sql`delete from metric_reporters where seen_at < now() - interval '1 day'`
  await sql`delete from workers where seen_at < now() - interval '1 day'`
  await mendDailyTotals(sql)
  await pruneBandChanges(sql)
  await pruneDeliveries(sql, settings().WEBHOOK_BODY_RETENTION_DAYS)
}
