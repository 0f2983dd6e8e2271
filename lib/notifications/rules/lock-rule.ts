import { and, eq } from 'drizzle-orm'

import { notificationRules } from '#db/schema/notifications.ts'
import { testSuites } from '#db/schema/suites.ts'
import { getIntegration } from '#lib/engines/vendors/registry.ts'
import { getConnectionRow } from '#lib/integrations/queries.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { ConflictError, InvalidError, NotFoundError } from '#lib/platform/errors.ts'

/** Locks any rule, wherever it is set up: to mute it, which is a matter of the hour and not of settings. */
export async function lockAnyRule(tx: Ctx, id: string) {
  const [row] = await tx.db
    .select()
    .from(notificationRules)
    .where(
      and(eq(notificationRules.organizationId, tx.organizationId), eq(notificationRules.id, id)),
    )
    .for('update')
  if (!row) throw new NotFoundError('notification rule', id)
  return row
}

/** Locks a rule for a change in the application. Throws `ConflictError` for one that is managed elsewhere. */
export async function lockRule(tx: Ctx, id: string) {
  const row = await lockAnyRule(tx, id)
  if (row.source === 'settings') return row
  const where = row.source === 'file' ? 'the integrations file' : 'the environment of the server'
  throw new ConflictError(`This rule is set up by ${where}; change it there`)
}

/** Throws `InvalidError` unless the connection can carry messages and the suite is the organization's own. */
export async function checkRulePlaces(
  tx: Ctx,
  { integrationId, suiteId }: { integrationId?: string; suiteId?: string | null },
): Promise<void> {
  if (integrationId !== undefined) {
    const connection = await findConnection(tx, integrationId)
    if (!getIntegration(connection.kind).notifier)
      throw new InvalidError(`${connection.name} cannot carry messages`, [
        { path: 'integration_id', message: 'cannot carry messages' },
      ])
  }
  if (suiteId) {
    const [suite] = await tx.db
      .select({ id: testSuites.id })
      .from(testSuites)
      .where(and(eq(testSuites.id, suiteId), eq(testSuites.organizationId, tx.organizationId)))
    if (!suite)
      throw new InvalidError('There is no such suite', [
        { path: 'suite_id', message: 'is not a suite of this organization' },
      ])
  }
}

async function findConnection(tx: Ctx, id: string) {
  try {
    return await getConnectionRow(tx, id)
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
    throw new InvalidError('There is no such connection', [
      { path: 'integration_id', message: 'is not a connection of this organization' },
    ])
  }
}
