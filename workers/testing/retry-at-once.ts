import type { Sql } from '#db/client.ts'

/** Jobs sent from now on are tried again without delay; call it when all workers have started. */
export async function retryAtOnce(sql: Sql): Promise<void> {
  await sql`
    update pgboss.queue set retry_delay = 0, retry_backoff = false where name = 'execution.execute'`
}
