import type { Sql } from '#db/client.ts'

/** Items that fail from now on are tried again without delay, in this database. */
export async function retryAtOnce(sql: Sql): Promise<void> {
  await sql`
    create or replace function test_retry_at_once() returns trigger language plpgsql as
      'begin new.not_before := null; return new; end'`
  await sql`
    create or replace trigger test_retry_at_once before update on test_execution_queue
    for each row when (new.not_before is not null) execute function test_retry_at_once()`
}
