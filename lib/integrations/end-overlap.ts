import { connectionChanges } from '#lib/integrations/connection-changes.ts'
import { openPrevious, withoutPrevious } from '#lib/integrations/connection-secrets.ts'
import { toConnectionView } from '#lib/integrations/queries.ts'
import type { ConnectionView } from '#lib/integrations/schema.ts'
import { lockForChange, writeConnection } from '#lib/integrations/write-connection.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { ConflictError } from '#lib/platform/errors.ts'

/**
 * Deliveries made with the secret before the present one are refused from now on; the present one stays. Throws
 * `ConflictError` when there is none before it.
 */
export async function endOverlap(ctx: Ctx, id: string, field: string): Promise<ConnectionView> {
  authorize(ctx.actor, 'integration:write')
  return inTransaction(ctx, async (tx) => {
    const row = await lockForChange(tx, id)
    if (openPrevious(row, field, new Date()) === null)
      throw new ConflictError('No earlier secret is accepted any more')
    const written = await writeConnection(tx, row, withoutPrevious(row, field))
    await recordAudit(tx, {
      action: 'integration.end_overlap',
      entityType: 'integration',
      entityId: id,
      detail: { field },
      ...connectionChanges(row, written),
    })
    return toConnectionView(written)
  })
}
