import { randomBytes } from 'node:crypto'

import { connectionChanges } from '#lib/integrations/connection-changes.ts'
import { factsOf, openSecrets, rotated } from '#lib/integrations/connection-secrets.ts'
import { checkSecrets, inboundFields } from '#lib/integrations/parse-settings.ts'
import { toConnectionView } from '#lib/integrations/queries.ts'
import { type ConnectionView, RotateSecretInput } from '#lib/integrations/schema.ts'
import { lockForChange, writeConnection } from '#lib/integrations/write-connection.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { ConflictError, InvalidError } from '#lib/platform/errors.ts'

/** 256 random bits. A field of Standard Webhooks wants its own form. */
const newSecret = (field: string) =>
  field === 'signing_token'
    ? `whsec_${randomBytes(32).toString('base64')}`
    : randomBytes(32).toString('base64url')

/**
 * Replaces a secret that deliveries are verified with. The one before stays valid for `overlap_hours`, so that the
 * sender can be changed without losing a delivery; 0 revokes it now. Returns the new value, once.
 * Throws `ConflictError` while an earlier overlap runs, unless `force` ends it.
 */
export async function rotateSecret(
  ctx: Ctx,
  id: string,
  input: RotateSecretInput,
): Promise<{ connection: ConnectionView; value: string }> {
  authorize(ctx.actor, 'integration:write')
  const { field, overlap_hours, force, ...rest } = RotateSecretInput.parse(input)
  return inTransaction(ctx, async (tx) => {
    const row = await lockForChange(tx, id)
    if (!inboundFields(row.kind).includes(field))
      throw new InvalidError(`${row.name} verifies no delivery with ${field}`, [
        { path: 'field', message: `must be one of: ${inboundFields(row.kind).join(', ')}` },
      ])
    const now = new Date()
    const until = factsOf(row)[field]?.previous_until
    if (until !== undefined && new Date(until) > now && !force && overlap_hours > 0)
      throw new ConflictError(
        `The previous secret is accepted until ${until}; a second rotation would end that now`,
      )
    const value = rest.value ?? newSecret(field)
    checkSecrets(row.kind, { ...openSecrets(row), [field]: value })
    const written = await writeConnection(
      tx,
      row,
      rotated(row, field, value, overlap_hours * 3_600_000, now),
    )
    await recordAudit(tx, {
      action: 'integration.rotate_secret',
      entityType: 'integration',
      entityId: id,
      detail: { field, overlap_hours },
      ...connectionChanges(row, written),
    })
    return { connection: toConnectionView(written), value }
  })
}
