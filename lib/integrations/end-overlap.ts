import { recordAudit } from '../audit/record-audit.ts'
import { authorize } from '../auth/authorize.ts'
import { inTransaction, type Ctx } from '../context.ts'
import { ConflictError } from '../errors.ts'
import { openPrevious, withoutPrevious } from './connection-secrets.ts'
import { toConnectionView } from './queries.ts'
import type { ConnectionView } from './schema.ts'
import { lockForChange, writeConnection } from './write-connection.ts'

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
    })
    return toConnectionView(written)
  })
}
