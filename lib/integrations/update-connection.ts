import { connectionChanges } from '#lib/integrations/connection-changes.ts'
import {
  factsOf,
  openSecrets,
  withoutSecret,
  withSecret,
} from '#lib/integrations/connection-secrets.ts'
import { checkSecrets, inboundFields, parseConfig } from '#lib/integrations/parse-settings.ts'
import { type ConnectionRow, toConnectionView } from '#lib/integrations/queries.ts'
import { type ConnectionView, UpdateConnectionInput } from '#lib/integrations/schema.ts'
import { keepVersion, lockForChange, writeConnection } from '#lib/integrations/write-connection.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { canonicalJson } from '#lib/platform/canonical-json.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { definedValues } from '#lib/platform/defined-values.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { destinations } from '#lib/platform/parse-settings.ts'
import { refuseDuplicates } from '#lib/platform/postgres/errors.ts'

type Patch = NonNullable<UpdateConnectionInput['secrets']>

function changeSecrets(row: ConnectionRow, patch: Patch) {
  let next = { secrets: row.secrets, secretFacts: row.secretFacts }
  const now = new Date()
  for (const [field, value] of Object.entries(patch))
    next =
      value === null
        ? withoutSecret({ id: row.id, ...next }, field)
        : withSecret({ id: row.id, ...next }, field, value, now)
  checkSecrets(row.kind, openSecrets({ id: row.id, ...next }))
  return next
}

/**
 * Secrets that stay must not start going somewhere else: whoever moves a connection enters them again, so that
 * a borrowed session cannot have them sent to an address of its own. Secrets that verify deliveries never leave.
 */
function refuseMovedSecrets(row: ConnectionRow, config: unknown, patch: Patch): void {
  const moved = canonicalJson(destinations(row.config)) !== canonicalJson(destinations(config))
  const staying = inboundFields(row.kind)
  const kept = Object.keys(factsOf(row)).filter(
    (field) => !(field in patch) && !staying.includes(field),
  )
  if (!moved || kept.length === 0) return
  throw new InvalidError(
    'The address changes, so the secrets must be entered again',
    kept.map((field) => ({ path: `secrets.${field}`, message: 'enter it again' })),
  )
}

/** Changes what is given; other settings make a version in the history. Throws as `createConnection` does. */
export async function updateConnection(
  ctx: Ctx,
  id: string,
  input: UpdateConnectionInput,
): Promise<ConnectionView> {
  authorize(ctx.actor, 'integration:write')
  const patch = UpdateConnectionInput.parse(input)
  return refuseDuplicates(`There is a connection named ${patch.name} already`, () =>
    inTransaction(ctx, async (tx) => {
      const row = await lockForChange(tx, id)
      const config = patch.config === undefined ? row.config : parseConfig(row.kind, patch.config)
      refuseMovedSecrets(row, config, patch.secrets ?? {})
      const name = patch.name ?? row.name
      const changed = name !== row.name || canonicalJson(config) !== canonicalJson(row.config)
      const written = await writeConnection(tx, row, {
        name,
        config,
        version: changed ? row.version + 1 : row.version,
        ...(patch.secrets && changeSecrets(row, patch.secrets)),
        ...definedValues({ isEnabled: patch.is_enabled }),
        // What was learnt about the old settings says nothing about the new ones.
        ...((changed || patch.secrets || patch.is_enabled === true) && { state: {} }),
      })
      if (changed) await keepVersion(tx, written)
      await recordAudit(tx, {
        action: 'integration.update',
        entityType: 'integration',
        entityId: id,
        detail: {
          changed: Object.keys(definedValues(patch)),
          version: written.version,
          secrets: Object.keys(patch.secrets ?? {}),
        },
        ...connectionChanges(row, written),
      })
      return toConnectionView(written)
    }),
  )
}
