import { and, eq, sql } from 'drizzle-orm'
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
import { stateOf, type ConnectionRow } from '#lib/integrations/queries.ts'
import { keepVersion } from '#lib/integrations/write-connection.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { canonicalJson } from '#lib/platform/canonical-json.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { InvalidError } from '#lib/platform/errors.ts'

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

/** Its settings with their defaults. Throws `InvalidError` that names connection and field, and quotes no secret. */
export function checkPlanned(planned: PlannedConnection) {
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
  if (!row) return null
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
      state: moved || changed ? {} : sql`${integrations.state} - ${'disabled_reason'}::text`,
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

/** What is planned no longer is switched off, with the reason where there is one; its logs stay. */
async function retire(tx: Ctx, row: ConnectionRow, reason: string | undefined): Promise<void> {
  const fact = JSON.stringify({ disabled_reason: reason?.slice(0, 500) })
  const state = sql`${integrations.state} - ${'disabled_reason'}::text || ${fact}::jsonb`
  const before = stateOf(row).disabled_reason
  if (!row.isEnabled && before === reason?.slice(0, 500)) return
  await tx.db
    .update(integrations)
    .set({ isEnabled: false, state })
    .where(eq(integrations.id, row.id))
  if (row.isEnabled) await audit(tx, 'integration.disable', row.id, row, row.source)
}

export type Applied = {
  /** connections by name */
  ids: Map<string, string>
  /** of connections that were not made, since somebody made one of that name in the application */
  taken: PlannedConnection[]
}

/** Connections that are to be switched off, with what is wrong with them. */
export type Broken = readonly { kind: string; name: string; reason: string }[]

/** A section of the file stands for several connections: `Slack` for `Slack #alerts` too. */
const isOf = (row: ConnectionRow, broken: Broken[number]) =>
  row.kind === broken.kind &&
  (row.name === broken.name || (row.kind === 'slack' && row.name.startsWith(`${broken.name} `)))

/**
 * Makes the organization's connections of `source` be what is planned, within the transaction of `tx`; nothing is
 * written where nothing changed. Throws `InvalidError` naming connection and field.
 */
export async function applyConnections(
  tx: Ctx,
  source: Source,
  plan: readonly PlannedConnection[],
  broken: Broken = [],
): Promise<Applied> {
  authorize(tx.actor, 'integration:write')
  const checked = plan.map((planned) => ({ planned, config: checkPlanned(planned) }))
  const rows = await tx.db
    .select()
    .from(integrations)
    .where(and(eq(integrations.organizationId, tx.organizationId), eq(integrations.source, source)))
    .for('update')
  const ids = new Map<string, string>()
  const taken: PlannedConnection[] = []
  for (const { planned, config } of checked) {
    const row = rows.find(({ kind, name }) => kind === planned.kind && name === planned.name)
    const id = row
      ? await updatePlanned(tx, row, planned, config)
      : await insertPlanned(tx, planned, source, config)
    if (id === null) taken.push(planned)
    else ids.set(planned.name, id)
  }
  const kept = new Set(ids.values())
  for (const row of rows.filter(({ id }) => !kept.has(id)))
    await retire(tx, row, broken.find((one) => isOf(row, one))?.reason)
  return { ids, taken }
}
