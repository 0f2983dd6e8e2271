import { sql } from 'drizzle-orm'

import { integrations } from '#db/schema/integrations.ts'
import type { Ctx } from '#lib/platform/context.ts'

/** `waitUntil`: the provider asks not to be called before */
type Use = { ok: true } | { ok: false; error: string; waitUntil?: Date | null }

/** Writes what was learnt by calling a connection, in one statement that loses no concurrent word. */
export async function recordUse(ctx: Pick<Ctx, 'db'>, id: string, use: Use): Promise<void> {
  const at = new Date().toISOString()
  const after = use.ok
    ? sql`(${integrations.state} - 'failing_since' - 'last_error' - 'probe' - 'wait_until') || ${JSON.stringify({ last_success_at: at })}::jsonb`
    : sql`${JSON.stringify({ failing_since: at })}::jsonb || ${integrations.state} || ${JSON.stringify(
        {
          last_failure_at: at,
          last_error: use.error.slice(0, 500),
          ...(use.waitUntil && { wait_until: use.waitUntil.toISOString() }),
        },
      )}::jsonb`
  await ctx.db.execute(
    sql`update ${integrations} set state = ${after} where ${integrations.id} = ${id}`,
  )
}
