import { sql } from 'drizzle-orm'

import type { Database } from '#db/client.ts'

/** The start of the transaction by the database's clock: the one clock that all processes share. */
export async function databaseTime(db: Database): Promise<Date> {
  const [row] = await db.execute<{ now: string }>(
    sql`select to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now`,
  )
  return new Date(row?.now ?? Number.NaN)
}
