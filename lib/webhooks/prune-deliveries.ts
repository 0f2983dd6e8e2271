import type { Sql } from '#db/client.ts'

/**
 * Removes bodies older than `days`, and gives up deliveries that nobody will process: their worker vanished during
 * the last try, so that no job speaks for them any more.
 */
export async function pruneDeliveries(sql: Sql, days: number): Promise<void> {
  await sql`
    update webhook_deliveries set body = null
    where body is not null and created_at < now() - make_interval(days => ${days})`
  await sql`
    update webhook_deliveries d set status = 'failed', processed_at = now(),
      reason = 'Processing did not end: its worker vanished at the last try'
    where status = 'accepted' and created_at < now() - interval '1 hour' and not exists (
      select 1 from pgboss.job j
      where j.name = 'webhook.process' and j.state in ('created', 'retry', 'active')
        and j.data ->> 'deliveryId' = d.id::text)`
}
