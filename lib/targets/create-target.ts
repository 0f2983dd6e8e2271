import { v7 as uuidv7 } from 'uuid'

import { configurationHistory, configurations } from '#db/schema/targets.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { refuseDuplicates } from '#lib/platform/postgres/errors.ts'
import { checkSecrets, parseConfig } from '#lib/targets/parse-settings.ts'
import { getTarget } from '#lib/targets/queries.ts'
import { CreateTargetInput, type TargetView } from '#lib/targets/schema.ts'
import { sealTargetSecrets } from '#lib/targets/target-secrets.ts'

/** Throws `InvalidError` naming each setting that does not fit the connector, `ConflictError` for a taken name. */
export async function createTarget(ctx: Ctx, input: CreateTargetInput): Promise<TargetView> {
  authorize(ctx.actor, 'target:write')
  const { name, connector, secrets, ...rest } = CreateTargetInput.parse(input)
  if (Object.keys(secrets).length > 0) authorize(ctx.actor, 'target:secrets')
  const config = parseConfig(connector, rest.config)
  checkSecrets(connector, secrets)
  const limits = {
    maxConcurrency: rest.max_concurrency,
    maxCallsPerMinute: rest.max_calls_per_minute,
  }
  const id = uuidv7()

  return refuseDuplicates(`There is a target named ${name} already`, () =>
    inTransaction(ctx, async (tx) => {
      await tx.db.insert(configurations).values({
        id,
        organizationId: tx.organizationId,
        name,
        connector,
        config,
        secrets: sealTargetSecrets(id, secrets),
        ...limits,
        isActive: rest.is_active,
      })
      await tx.db.insert(configurationHistory).values({
        configurationId: id,
        version: 1,
        name,
        config,
        ...limits,
        changedBy: tx.actor.id,
      })
      const after = await getTarget(tx, id)
      await recordAudit(tx, {
        action: 'target.create',
        entityType: 'target',
        entityId: id,
        detail: { name, connector, secrets: Object.keys(secrets) },
        after,
      })
      return after
    }),
  )
}
