import { getIntegration } from '#lib/engines/vendors/registry.ts'
import { connectionChanges } from '#lib/integrations/connection-changes.ts'
import type { ConnectionRow } from '#lib/integrations/queries.ts'
import { lockForChange, writeConnection } from '#lib/integrations/write-connection.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { hashToken, newToken } from '#lib/platform/auth/opaque-token.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { InvalidError } from '#lib/platform/errors.ts'

/**
 * A secret address for senders that cannot sign (Jenkins' Notification plugin): returns the token that goes into it,
 * once. A new one replaces the one before.
 */
export async function issueHookAddress(ctx: Ctx, id: string): Promise<{ token: string }> {
  authorize(ctx.actor, 'integration:write')
  return inTransaction(ctx, async (tx) => {
    const row = await lockForChange(tx, id)
    if (!getIntegration(row.kind).receiver)
      throw new InvalidError(`${row.name} receives no deliveries`)
    const token = newToken('hook')
    const written = await writeConnection(tx, row, { hookTokenHash: hashToken(token) })
    await audit(tx, 'integration.issue_hook_address', row, written)
    return { token }
  })
}

/** Deliveries to the secret address are refused from now on. */
export async function revokeHookAddress(ctx: Ctx, id: string): Promise<void> {
  authorize(ctx.actor, 'integration:write')
  await inTransaction(ctx, async (tx) => {
    const row = await lockForChange(tx, id)
    const written = await writeConnection(tx, row, { hookTokenHash: null })
    await audit(tx, 'integration.revoke_hook_address', row, written)
  })
}

const audit = (tx: Ctx, action: string, row: ConnectionRow, written: ConnectionRow) =>
  recordAudit(tx, {
    action,
    entityType: 'integration',
    entityId: row.id,
    ...connectionChanges(row, written),
  })
