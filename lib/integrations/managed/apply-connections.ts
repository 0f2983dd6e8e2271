import { and, eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'

import { integrations } from '#db/schema/integrations.ts'
import {
  openSecrets,
  rotated,
  withoutSecret,
  withSecret,
} from '#lib/integrations/connection-secrets.ts'
import type { PlannedConnection } from '#lib/integrations/managed/types.ts'
import { checkSecrets, inboundFields, parseConfig } from '#lib/integrations/parse-settings.ts'
import type { ConnectionRow } from '#lib/integrations/queries.ts'
import { keepVersion } from '#lib/integrations/write-connection.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { canonicalJson } from '#lib/platform/canonical-json.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { ConflictError, InvalidError } from '#lib/platform/errors.ts'

/** ms that a replaced secret of deliveries stays valid: the sender is seldom changed at the same moment */
const overlapMs = 24 * 3_600_000

type Source = 'file' | 'environment'
type Kept = { id: string; secrets: unknown; secretFacts: unknown }

/** The row's secrets as planned. One that did not change is left alone, so that its age stays true. */
function plannedSecrets(row: Kept, planned: PlannedConnection, now: Date) {
  const before = openSecrets(row)
  let next: Kept = row
  for (const field of Object.keys(before))
    if (!(field in planned.secrets)) next = { id: row.id, ...withoutSecret(next, field) }
  for (const [field, value] of Object.entries(planned.secrets)) {
    if (before[field] === value) continue
    const replaces = before[field] !== undefined && inboundFields(planned.kind).includes(field)
    next = {
      id: row.id,
      ...(replaces
        ? rotated(next, field, value, overlapMs, now)
        : withSecret(next, field, value, now)),
    }
  }
  return { secrets: next.secrets, secretFacts: next.secretFacts, changed: next !== row }
}

function checkPlanned(planned: PlannedConnection) {
  try {
    checkSecrets(planned.kind, planned.secrets)
    return parseConfig(planned.kind, planned.config)
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error
    throw new InvalidError(`${planned.name}: ${error.message}`, error.faults)
  }
}

async function insertPlanned(tx: Ctx, planned: PlannedConnection, source: Source, config: object) {
  const id = uuidv7()
  const { secrets, secretFacts } = plannedSecrets(
    { id, secrets: {}, secretFacts: {} },
    planned,
    new Date(),
  )
  const [row] = await tx.db
    .insert(integrations)
    .values({
      id,
      organizationId: tx.organizationId,
      kind: planned.kind,
      name: planned.name,
      config,
      secrets,
      secretFacts,
      triggers: planned.triggers,
      isEnabled: planned.isEnabled,
      source,
    })
    .onConflictDoNothing()
    .returning()
  if (!row)
    throw new ConflictError(
      `A connection named ${planned.name} was made in the application; rename or remove one of the two`,
    )
  await keepVersion(tx, row)
  await audit(tx, 'integration.create', id, planned, source)
  return id
}

async function updatePlanned(
  tx: Ctx,
  row: ConnectionRow,
  planned: PlannedConnection,
  config: object,
): Promise<string> {
  const { secrets, secretFacts, changed } = plannedSecrets(row, planned, new Date())
  const moved = canonicalJson(row.config) !== canonicalJson(config)
  const same =
    !changed &&
    !moved &&
    row.isEnabled === planned.isEnabled &&
    canonicalJson(row.triggers) === canonicalJson(planned.triggers)
  if (same) return row.id
  const version = moved ? row.version + 1 : row.version
  await tx.db
    .update(integrations)
    .set({
      config,
      secrets,
      secretFacts,
      version,
      triggers: planned.triggers,
      isEnabled: planned.isEnabled,
      ...((moved || changed) && { state: {} }),
    })
    .where(eq(integrations.id, row.id))
  if (moved) await keepVersion(tx, { id: row.id, version, name: row.name, config })
  await audit(tx, 'integration.update', row.id, planned, row.source)
  return row.id
}

const audit = (
  tx: Ctx,
  action: string,
  entityId: string,
  { kind, name }: Pick<PlannedConnection, 'kind' | 'name'>,
  source: string,
) =>
  recordAudit(tx, { action, entityType: 'integration', entityId, detail: { kind, name, source } })

/** What is planned no longer is switched off; its logs stay. */
async function switchOff(tx: Ctx, row: ConnectionRow): Promise<void> {
  if (!row.isEnabled) return
  await tx.db.update(integrations).set({ isEnabled: false }).where(eq(integrations.id, row.id))
  await audit(tx, 'integration.disable', row.id, row, row.source)
}

/**
 * Makes the organization's connections of `source` be what is planned, within the transaction of `tx`; nothing is
 * written where nothing changed. Returns the ids by name. Throws `InvalidError` naming connection and field, and
 * `ConflictError` for a name that a connection made in the application has.
 */
export async function applyConnections(
  tx: Ctx,
  source: Source,
  plan: readonly PlannedConnection[],
): Promise<Map<string, string>> {
  authorize(tx.actor, 'integration:write')
  const checked = plan.map((planned) => ({ planned, config: checkPlanned(planned) }))
  const rows = await tx.db
    .select()
    .from(integrations)
    .where(and(eq(integrations.organizationId, tx.organizationId), eq(integrations.source, source)))
    .for('update')
  const ids = new Map<string, string>()
  for (const { planned, config } of checked) {
    const row = rows.find(({ kind, name }) => kind === planned.kind && name === planned.name)
    ids.set(
      planned.name,
      row
        ? await updatePlanned(tx, row, planned, config)
        : await insertPlanned(tx, planned, source, config),
    )
  }
  const kept = new Set(ids.values())
  for (const row of rows) if (!kept.has(row.id)) await switchOff(tx, row)
  return ids
}
