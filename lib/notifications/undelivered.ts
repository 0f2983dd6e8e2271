import { and, eq, gte, inArray, lte, ne, type SQL, sql } from 'drizzle-orm'

import { notifications } from '#db/schema/notifications.ts'
import { getConnectionRow } from '#lib/integrations/queries.ts'
import { UndeliveredPeriod, type UndeliveredView } from '#lib/notifications/schema.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'

/** What did not arrive, or may not have: given up, or waiting for a person. Test messages are of no use later. */
export function isUndelivered(
  ctx: Ctx,
  integrationId: string,
  { since, until }: UndeliveredPeriod,
): SQL | undefined {
  return and(
    eq(notifications.organizationId, ctx.organizationId),
    eq(notifications.integrationId, integrationId),
    inArray(notifications.status, ['dead', 'unconfirmed']),
    ne(notifications.event, 'test_message'),
    since === undefined ? undefined : gte(notifications.createdAt, new Date(since)),
    until === undefined ? undefined : lte(notifications.createdAt, new Date(until)),
  )
}

/** How much did not arrive through a connection. Throws `NotFoundError`. */
export async function countUndelivered(
  ctx: Ctx,
  integrationId: string,
  input: UndeliveredPeriod = {},
): Promise<UndeliveredView> {
  authorize(ctx.actor, 'delivery:read')
  const period = UndeliveredPeriod.parse(input)
  await getConnectionRow(ctx, integrationId)
  const [row] = await ctx.db
    .select({
      dead: sql<number>`(count(*) filter (where ${notifications.status} = 'dead'))::int`,
      unconfirmed: sql<number>`(count(*) filter (where ${notifications.status} = 'unconfirmed'))::int`,
      oldest: sql<string | null>`min(${notifications.createdAt})`,
      newest: sql<string | null>`max(${notifications.createdAt})`,
    })
    .from(notifications)
    .where(isUndelivered(ctx, integrationId, period))
  const iso = (text: string | null | undefined) => (text ? new Date(text).toISOString() : null)
  return {
    dead: row?.dead ?? 0,
    unconfirmed: row?.unconfirmed ?? 0,
    oldest_at: iso(row?.oldest),
    newest_at: iso(row?.newest),
  }
}
