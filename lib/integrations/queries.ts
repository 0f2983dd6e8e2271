import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'

import { integrations } from '#db/schema/integrations.ts'
import { factsOf } from '#lib/integrations/connection-secrets.ts'
import { ConnectionState, type ConnectionView } from '#lib/integrations/schema.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { NotFoundError } from '#lib/platform/errors.ts'

export type ConnectionRow = typeof integrations.$inferSelect

export const stateOf = (row: Pick<ConnectionRow, 'state'>): ConnectionState =>
  ConnectionState.parse(row.state)

/** The state of a connection in a word and in a sentence. */
function healthOf(row: ConnectionRow): Pick<ConnectionView, 'health' | 'health_text'> {
  const state = stateOf(row)
  if (state.disabled_reason !== undefined)
    return { health: 'disabled', health_text: `Switched off by Earshot: ${state.disabled_reason}` }
  if (!row.isEnabled) return { health: 'off', health_text: 'Switched off' }
  if (state.failing_since !== undefined)
    return { health: 'failing', health_text: state.last_error ?? 'The last call failed' }
  if (state.last_success_at !== undefined || state.connected_at !== undefined)
    return { health: 'connected', health_text: 'The last exchange went well' }
  return { health: 'untested', health_text: 'Nothing was sent or received yet' }
}

/** What may be shown of a connection. */
export function toConnectionView(row: ConnectionRow): ConnectionView {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    config: z.record(z.string(), z.json()).parse(row.config),
    secrets: factsOf(row),
    is_enabled: row.isEnabled,
    source: row.source,
    ...healthOf(row),
    state: stateOf(row),
    has_hook_address: row.hookTokenHash !== null,
    version: row.version,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  }
}

/** All connections of the organization, by kind and name; there are a handful. */
export async function listConnections(ctx: Ctx): Promise<ConnectionView[]> {
  const rows = await ctx.db
    .select()
    .from(integrations)
    .where(eq(integrations.organizationId, ctx.organizationId))
    .orderBy(asc(integrations.kind), asc(integrations.name))
    .limit(500)
  return rows.map(toConnectionView)
}

/** The row with its sealed secrets, for verbs only: it never leaves the server. Throws `NotFoundError`. */
export async function getConnectionRow(ctx: Ctx, id: string, lock = false): Promise<ConnectionRow> {
  const query = ctx.db
    .select()
    .from(integrations)
    .where(and(eq(integrations.organizationId, ctx.organizationId), eq(integrations.id, id)))
  const [row] = await (lock ? query.for('update') : query)
  if (!row) throw new NotFoundError('integration', id)
  return row
}

export async function getConnection(ctx: Ctx, id: string): Promise<ConnectionView> {
  return toConnectionView(await getConnectionRow(ctx, id))
}
