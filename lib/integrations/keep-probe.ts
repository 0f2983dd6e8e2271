import { and, eq, sql } from 'drizzle-orm'

import { integrations } from '#db/schema/integrations.ts'
import type { Ctx } from '#lib/platform/context.ts'

/**
 * Writes down whether a connection that fails answers a harmless question. Returns true when that is news: it answers for
 * the first time since it began to fail, or since it did not answer. A message that arrives forgets it (`recordUse`).
 */
export async function keepProbe(tx: Ctx, id: string, ok: boolean): Promise<boolean> {
  const probe = ok ? 'up' : 'down'
  const [changed] = await tx.db
    .update(integrations)
    .set({ state: sql`${integrations.state} || ${JSON.stringify({ probe })}::jsonb` })
    .where(
      and(
        eq(integrations.organizationId, tx.organizationId),
        eq(integrations.id, id),
        sql`${integrations.state} ? 'failing_since'`,
        sql`${integrations.state} ->> 'probe' is distinct from ${probe}`,
      ),
    )
    .returning({ id: integrations.id })
  return ok && changed !== undefined
}
