import { and, eq, sql } from 'drizzle-orm'

import { integrations } from '#db/schema/integrations.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import type { Ctx } from '#lib/platform/context.ts'

/**
 * Earshot itself switches off a connection that is of no use any more; its page says why, and switching it on again
 * forgets it. Call it within a transaction. Returns false when it was off already.
 */
export async function switchOff(tx: Ctx, id: string, reason: string): Promise<boolean> {
  const fact = JSON.stringify({ disabled_reason: reason.slice(0, 500) })
  const [off] = await tx.db
    .update(integrations)
    .set({ isEnabled: false, state: sql`${integrations.state} || ${fact}::jsonb` })
    .where(
      and(
        eq(integrations.organizationId, tx.organizationId),
        eq(integrations.id, id),
        eq(integrations.isEnabled, true),
      ),
    )
    .returning({ id: integrations.id })
  if (!off) return false
  await recordAudit(tx, {
    action: 'integration.switch_off',
    entityType: 'integration',
    entityId: id,
    detail: { reason },
    before: { is_enabled: true },
    after: { is_enabled: false },
  })
  return true
}
