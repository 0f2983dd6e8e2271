import { eq } from 'drizzle-orm'

import { integrationHistory, integrations } from '#db/schema/integrations.ts'
import { type ConnectionRow, getConnectionRow } from '#lib/integrations/queries.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { ConflictError } from '#lib/platform/errors.ts'

/** Locks a connection for a change in the application. Throws `ConflictError` for one that is managed elsewhere. */
export async function lockForChange(tx: Ctx, id: string): Promise<ConnectionRow> {
  const row = await getConnectionRow(tx, id, true)
  if (row.source === 'settings') return row
  const where = row.source === 'file' ? 'the integrations file' : 'the environment of the server'
  throw new ConflictError(`${row.name} is set up by ${where}; change it there`)
}

/** Keeps the settings of `version` in the history, without secrets. */
export async function keepVersion(
  tx: Ctx,
  row: Pick<ConnectionRow, 'id' | 'version' | 'name' | 'config'>,
): Promise<void> {
  await tx.db.insert(integrationHistory).values({
    integrationId: row.id,
    version: row.version,
    name: row.name,
    config: row.config,
    changedBy: tx.actor.id,
  })
}

/** Writes columns of one locked row and returns it. */
export async function writeConnection(
  tx: Ctx,
  row: ConnectionRow,
  values: Partial<ConnectionRow>,
): Promise<ConnectionRow> {
  const [written] = await tx.db
    .update(integrations)
    .set(values)
    .where(eq(integrations.id, row.id))
    .returning()
  return written ?? row
}
