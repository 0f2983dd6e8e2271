import { eq } from 'drizzle-orm'

import { integrations } from '#db/schema/integrations.ts'
import { connectionChanges } from '#lib/integrations/connection-changes.ts'
import { lockForChange } from '#lib/integrations/write-connection.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'

/** Removes a connection with its secrets, rules and logs. What it made at the provider stays there. */
export async function deleteConnection(ctx: Ctx, id: string): Promise<void> {
  authorize(ctx.actor, 'integration:write')
  await inTransaction(ctx, async (tx) => {
    const row = await lockForChange(tx, id)
    const { kind, name } = row
    await tx.db.delete(integrations).where(eq(integrations.id, id))
    await recordAudit(tx, {
      action: 'integration.delete',
      entityType: 'integration',
      entityId: id,
      detail: { kind, name },
      ...connectionChanges(row, null),
    })
  })
}
