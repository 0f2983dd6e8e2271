import { sql } from 'drizzle-orm'

import type { Ctx } from '#lib/platform/context.ts'

/** Of one run, one at a time: a late word about its beginning must not overtake the word about its end. */
export async function lockRun(tx: Ctx, runId: string): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`notify ${runId}`}, 0))`)
}
