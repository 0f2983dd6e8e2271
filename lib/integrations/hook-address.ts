import { hashToken, newToken } from '../auth/opaque-token.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { authorize } from '../auth/authorize.ts'
import { inTransaction, type Ctx } from '../context.ts'
import { InvalidError } from '../errors.ts'
import { getIntegration } from './registry.ts'
import { lockForChange, writeConnection } from './write-connection.ts'

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
    await writeConnection(tx, row, { hookTokenHash: hashToken(token) })
    await audit(tx, id, 'integration.issue_hook_address')
    return { token }
  })
}

/** Deliveries to the secret address are refused from now on. */
export async function revokeHookAddress(ctx: Ctx, id: string): Promise<void> {
  authorize(ctx.actor, 'integration:write')
  await inTransaction(ctx, async (tx) => {
    const row = await lockForChange(tx, id)
    await writeConnection(tx, row, { hookTokenHash: null })
    await audit(tx, id, 'integration.revoke_hook_address')
  })
}

const audit = (tx: Ctx, id: string, action: string) =>
  recordAudit(tx, { action, entityType: 'integration', entityId: id })
