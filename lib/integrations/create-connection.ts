import { v7 as uuidv7 } from 'uuid'

import { integrations } from '#db/schema/integrations.ts'
import { connectionChanges } from '#lib/integrations/connection-changes.ts'
import { withSecret } from '#lib/integrations/connection-secrets.ts'
import { checkSecrets, parseConfig } from '#lib/integrations/parse-settings.ts'
import { toConnectionView } from '#lib/integrations/queries.ts'
import { type ConnectionView, CreateConnectionInput } from '#lib/integrations/schema.ts'
import { keepVersion } from '#lib/integrations/write-connection.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { AppError } from '#lib/platform/errors.ts'
import { refuseDuplicates } from '#lib/platform/postgres/errors.ts'

/** Throws `InvalidError` naming each setting that does not fit the kind, `ConflictError` for a taken name. */
export async function createConnection(
  ctx: Ctx,
  input: CreateConnectionInput,
): Promise<ConnectionView> {
  authorize(ctx.actor, 'integration:write')
  const { kind, name, secrets, ...rest } = CreateConnectionInput.parse(input)
  const config = parseConfig(kind, rest.config)
  checkSecrets(kind, secrets)
  const id = uuidv7()
  const now = new Date()
  let sealed = { secrets: {}, secretFacts: {} }
  for (const [field, value] of Object.entries(secrets))
    sealed = withSecret({ id, ...sealed }, field, value, now)

  return refuseDuplicates(`There is a ${kind} connection named ${name} already`, () =>
    inTransaction(ctx, async (tx) => {
      const [row] = await tx.db
        .insert(integrations)
        .values({
          id,
          organizationId: tx.organizationId,
          kind,
          name,
          config,
          ...sealed,
          isEnabled: rest.is_enabled,
        })
        .returning()
      if (!row) throw new AppError('internal', 'Insert returned no connection')
      await keepVersion(tx, row)
      await recordAudit(tx, {
        action: 'integration.create',
        entityType: 'integration',
        entityId: id,
        detail: { kind, name, secrets: Object.keys(secrets) },
        ...connectionChanges(null, row),
      })
      return toConnectionView(row)
    }),
  )
}
