import { eq } from 'drizzle-orm'

import { configurationHistory, configurations } from '#db/schema/targets.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { canonicalJson } from '#lib/platform/canonical-json.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { definedValues } from '#lib/platform/defined-values.ts'
import { destinations } from '#lib/platform/parse-settings.ts'
import { refuseDuplicates } from '#lib/platform/postgres/errors.ts'
import { checkSecrets, parseConfig } from '#lib/targets/parse-settings.ts'
import { getTarget, getTargetRow, type TargetRow } from '#lib/targets/queries.ts'
import { UpdateTargetInput, type TargetView } from '#lib/targets/schema.ts'
import { openTargetSecrets, sealTargetSecrets } from '#lib/targets/target-secrets.ts'

/** All secrets after the change, opened; null when the change does not touch them. */
function changeSecrets(row: TargetRow, patch: UpdateTargetInput['secrets']) {
  if (patch === undefined || Object.keys(patch).length === 0) return null
  const merged = { ...openTargetSecrets(row.id, row.secrets), ...patch }
  const kept = Object.entries(merged).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  )
  const secrets = Object.fromEntries(kept)
  checkSecrets(row.connector, secrets)
  return secrets
}

/** True when stored secrets would from now on be sent to an address they were not meant for. */
function redirectsSecrets(row: TargetRow, config: unknown): boolean {
  const stored = typeof row.secrets === 'object' && row.secrets !== null ? row.secrets : {}
  const moved = canonicalJson(destinations(row.config)) !== canonicalJson(destinations(config))
  return Object.keys(stored).length > 0 && moved
}

/** What may be asked of the target at once and in a minute, after the change. */
function changeLimits(row: TargetRow, patch: UpdateTargetInput) {
  const {
    max_concurrency: maxConcurrency = row.maxConcurrency,
    max_calls_per_minute: maxCallsPerMinute = row.maxCallsPerMinute,
  } = patch
  const changed =
    maxConcurrency !== row.maxConcurrency || maxCallsPerMinute !== row.maxCallsPerMinute
  return { changed, limits: { maxConcurrency, maxCallsPerMinute } }
}

/**
 * Changes what is given; a new name, new settings or new limits make a version in the history. Setting secrets, and sending
 * stored ones to another address, needs `target:secrets`.
 */
export async function updateTarget(
  ctx: Ctx,
  id: string,
  input: UpdateTargetInput,
): Promise<TargetView> {
  authorize(ctx.actor, 'target:write')
  const patch = UpdateTargetInput.parse(input)
  return refuseDuplicates(`There is a target named ${patch.name} already`, () =>
    inTransaction(ctx, async (tx) => {
      const row = await getTargetRow(tx, id, true)
      const config =
        patch.config === undefined ? row.config : parseConfig(row.connector, patch.config)
      if (patch.secrets !== undefined || redirectsSecrets(row, config))
        authorize(tx.actor, 'target:secrets')
      const secrets = changeSecrets(row, patch.secrets)
      const name = patch.name ?? row.name
      const redefined = name !== row.name || canonicalJson(config) !== canonicalJson(row.config)
      const { limits, changed: relimited } = changeLimits(row, patch)
      const changed = redefined || relimited
      const version = changed ? row.version + 1 : row.version
      await tx.db
        .update(configurations)
        .set({
          name,
          config,
          version,
          ...limits,
          ...definedValues({
            secrets: secrets ? sealTargetSecrets(id, secrets) : undefined,
            isActive: patch.is_active,
            // What was learnt about the old settings says nothing about the new ones.
            lastCheck: redefined || secrets ? null : undefined,
          }),
        })
        .where(eq(configurations.id, id))
      if (changed)
        await tx.db.insert(configurationHistory).values({
          configurationId: id,
          version,
          name,
          config,
          ...limits,
          changedBy: tx.actor.id,
        })
      await recordAudit(tx, {
        action: 'target.update',
        entityType: 'target',
        entityId: id,
        detail: {
          changed: Object.keys(definedValues(patch)),
          version,
          secrets: Object.keys(patch.secrets ?? {}),
        },
      })
      return getTarget(tx, id)
    }),
  )
}
