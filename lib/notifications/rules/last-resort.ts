import { and, asc, eq, ne, sql } from 'drizzle-orm'

import { integrations } from '#db/schema/integrations.ts'
import { notificationRules } from '#db/schema/notifications.ts'
import { getIntegration } from '#lib/engines/vendors/registry.ts'
import type { Ctx } from '#lib/platform/context.ts'

/**
 * A connection to tell people through that `failing` does not deliver, when no rule says which: of the others that rules
 * send to, one that works, first those that carry critical failures. Null when there is none.
 */
export async function findLastResort(
  tx: Ctx,
  failing: string,
): Promise<{ id: string; name: string } | null> {
  const rows = await tx.db
    .select({ id: integrations.id, name: integrations.name, kind: integrations.kind })
    .from(notificationRules)
    .innerJoin(integrations, eq(integrations.id, notificationRules.integrationId))
    .where(
      and(
        eq(notificationRules.organizationId, tx.organizationId),
        eq(notificationRules.isEnabled, true),
        eq(integrations.isEnabled, true),
        ne(integrations.id, failing),
      ),
    )
    .orderBy(
      sql`${integrations.state} ? 'failing_since'`,
      sql`${notificationRules.event} <> 'critical_failure'`,
      asc(notificationRules.id),
    )
    .limit(100)
  return rows.find(({ kind }) => getIntegration(kind).notifier !== undefined) ?? null
}
