import { and, asc, eq, ne, sql } from 'drizzle-orm'

import { integrations } from '#db/schema/integrations.ts'
import type { ConnectionRow } from '#lib/integrations/queries.ts'
import type { Ctx } from '#lib/platform/context.ts'

/** Why a connection without rules started nothing, and which other of its kind has some. */
export async function noRuleReason(ctx: Ctx, row: ConnectionRow): Promise<string> {
  const nothing = `${row.name} has no rule that starts a run`
  const others = await ctx.db
    .select({ id: integrations.id, name: integrations.name })
    .from(integrations)
    .where(
      and(
        eq(integrations.organizationId, ctx.organizationId),
        eq(integrations.kind, row.kind),
        eq(integrations.isEnabled, true),
        ne(integrations.id, row.id),
        sql`jsonb_array_length(${integrations.triggers}) > 0`,
      ),
    )
    .orderBy(asc(integrations.id))
    .limit(5)
  const [first] = others
  if (!first) return `${nothing}; add one in Settings, Integrations`
  const names = others.map(({ name }) => name).join(', ')
  const verb = others.length === 1 ? 'has some' : 'have some'
  return `${nothing}; ${names} ${verb}. Add a rule here, or give the sender the secret of ${first.name} and the address with ?connection=${first.id}`
}
