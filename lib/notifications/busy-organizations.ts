import { sql } from 'drizzle-orm'

import type { Database } from '#db/client.ts'

/** Organizations that have a connection: only they have anything to send or to be told. */
export async function busyOrganizations(db: Database): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(
    sql`select distinct organization_id as id from integrations order by 1`,
  )
  return rows.map(({ id }) => id)
}
