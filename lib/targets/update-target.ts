import { eq } from 'drizzle-orm'

import { configurationHistory, configurations } from '#db/schema/targets.ts'
import { secretChanges } from '#lib/platform/audit/changes.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { canonicalJson } from '#lib/platform/canonical-json.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { definedValues } from '#lib/platform/defined-values.ts'
import { refuseDuplicates } from '#lib/platform/postgres/errors.ts'
import { checkSecrets, parseConfig } from '#lib/targets/parse-settings.ts'
import { getTarget, getTargetRow, listVariables, type TargetRow } from '#lib/targets/queries.ts'
import { type TargetView, UpdateTargetInput } from '#lib/targets/schema.ts'
import {
  openTargetSecrets,
  movesTarget,
  redirectsSecrets,
  sealTargetSecrets,
} from '#lib/targets/target-secrets.ts'

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

/** A case may say any variable of its target, so a secret one goes wherever the target is. */
async function redirects(tx: Ctx, row: TargetRow, config: unknown): Promise<boolean> {
  if (redirectsSecrets(row, config)) return true
  if (!movesTarget(row, config)) return false
  return (await listVariables(tx, row.id)).some(({ is_secret }) => is_secret)
}

type Change = { before: TargetView; after: TargetView; patch: UpdateTargetInput }

async function audit(tx: Ctx, { before, after, patch }: Change): Promise<void> {
  const secrets = secretChanges(before.secrets_set, patch.secrets)
  await recordAudit(tx, {
    action: 'target.update',
    entityType: 'target',
    entityId: after.id,
    detail: {
      changed: Object.keys(definedValues(patch)),
      version: after.version,
      secrets: Object.keys(patch.secrets ?? {}),
    },
    before: { ...before, ...secrets.before, last_check: undefined },
    after: { ...after, ...secrets.after, last_check: undefined },
  })
}

/**
 * Changes what is given; a new name, new settings or new limits make a version in the history. Setting secrets, and sending
 * stored ones or secret variables to another address, needs `target:secrets`.
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
      const before = await getTarget(tx, id)
      const config =
        patch.config === undefined ? row.config : parseConfig(row.connector, patch.config)
      if (patch.secrets !== undefined || (await redirects(tx, row, config)))
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
      const after = await getTarget(tx, id)
      await audit(tx, { before, after, patch })
      return after
    }),
  )
}
