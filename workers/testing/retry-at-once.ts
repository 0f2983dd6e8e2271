import type { Sql } from '#db/client.ts'
import { itemsChannel } from '#lib/runs/queue/wake-workers.ts'

/**
 * Items that fail from now on are tried again without delay, in this database; what the voice AI refused for being asked
 * too often, after what it asked for (4 s at most).
 */
export async function retryAtOnce(sql: Sql): Promise<void> {
  await sql.unsafe(`
    create or replace function test_retry_at_once() returns trigger language plpgsql as $$
    begin
      if new.last_error like '%rate limited%' then
        new.not_before := least(new.not_before, clock_timestamp() + interval '4 seconds');
      else
        new.not_before := null;
        perform pg_notify('${itemsChannel}', '');
      end if;
      return new;
    end $$`)
  await sql`
    create or replace trigger test_retry_at_once before update on test_execution_queue
    for each row when (new.not_before is not null) execute function test_retry_at_once()`
}
