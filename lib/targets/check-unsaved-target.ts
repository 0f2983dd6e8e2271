import { getConnector } from '#lib/engines/connectors/registry.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { askTarget } from '#lib/targets/check-target.ts'
import { checkSecrets, parseConfig } from '#lib/targets/parse-settings.ts'
import { getTargetRow } from '#lib/targets/queries.ts'
import { CheckUnsavedTargetInput, type CheckView } from '#lib/targets/schema.ts'
import { openTargetSecrets, redirectsSecrets } from '#lib/targets/target-secrets.ts'

/** Stored secrets of the target that is being edited. Sending them to another address is a matter of secrets. */
async function storedSecrets(ctx: Ctx, id: string, connector: string, config: unknown) {
  const row = await getTargetRow(ctx, id)
  if (row.connector !== connector)
    throw new InvalidError(`The target ${row.name} has another connector`, [
      { path: 'connector', message: `must be ${row.connector}` },
    ])
  if (redirectsSecrets(row, config)) authorize(ctx.actor, 'target:secrets')
  return openTargetSecrets(id, row.secrets)
}

/**
 * Asks a voice AI one harmless question with settings that are only typed so far. Only that it was asked is stored, in
 * the activity log. Typed secrets, and stored ones at another address, need `target:secrets`.
 */
export async function checkUnsavedTarget(
  ctx: Ctx,
  input: CheckUnsavedTargetInput,
  signal?: AbortSignal,
): Promise<CheckView> {
  authorize(ctx.actor, 'target:write')
  const { target_id: id, connector, secrets: typed, ...rest } = CheckUnsavedTargetInput.parse(input)
  if (Object.keys(typed).length > 0) authorize(ctx.actor, 'target:secrets')
  const config = parseConfig(connector, rest.config)
  const stored = id === null ? {} : await storedSecrets(ctx, id, connector, config)
  const secrets = { ...stored, ...typed }
  checkSecrets(connector, secrets)
  const definition = getConnector(connector)
  const result = await askTarget(
    { connector: definition, config: definition.config.parse(config), secrets },
    signal,
  )
  await recordAudit(ctx, {
    action: 'target.check',
    entityType: 'target',
    entityId: id,
    detail: { ok: result.ok, connector, saved: false },
  })
  return result
}
