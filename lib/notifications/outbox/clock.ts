import { sql } from 'drizzle-orm'

import type { Ctx } from '#lib/platform/context.ts'

/** Time and chance of the outbox. Leases and retries go by the time of the database, which all workers share. */
export type OutboxClock = {
  now(ctx: Pick<Ctx, 'db'>): Promise<Date>
  /** 0 <= x < 1 */
  random(): number
}

export const databaseClock: OutboxClock = {
  async now({ db }) {
    const [row] = await db.execute<{ ms: string }>(
      sql`select floor(extract(epoch from clock_timestamp()) * 1000)::text as ms`,
    )
    return new Date(Number(row?.ms ?? Date.now()))
  },
  random: () => Math.random(),
}
