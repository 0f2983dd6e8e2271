import { and, eq, gt, inArray, isNotNull, type SQL } from 'drizzle-orm'
import { z } from 'zod'

import { integrations } from '#db/schema/integrations.ts'
import { configurations, environmentVariables } from '#db/schema/targets.ts'
import { webhookDeliveries } from '#db/schema/webhooks.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { reseal } from '#lib/platform/secrets/envelope.ts'
import type { ResealView } from '#lib/secrets/schema.ts'

const Sealed = z.record(z.string(), z.unknown())
/** rows in one transaction */
const batch = 100

/** Every secret of a row anew; null when there is nothing to do. */
function resealAll(ownerId: string, stored: unknown): Record<string, unknown> | null {
  const secrets = Sealed.parse(stored)
  const changed = Object.entries(secrets).flatMap(([field, envelope]) => {
    const next = reseal(envelope, { ownerId, field })
    return next ? [[field, next] as const] : []
  })
  return changed.length === 0 ? null : { ...secrets, ...Object.fromEntries(changed) }
}

type SecretTable = typeof integrations | typeof configurations

/** Walks a table by its key, a batch in each transaction, so that calls and deliveries go on meanwhile. */
async function resealTable(ctx: Ctx, table: SecretTable): Promise<number> {
  let done = 0
  for (let after: string | undefined; ;) {
    const ids = await inTransaction(ctx, async (tx) => {
      const wanted: (SQL | undefined)[] = [
        eq(table.organizationId, tx.organizationId),
        after === undefined ? undefined : gt(table.id, after),
      ]
      const rows = await tx.db
        .select({ id: table.id, secrets: table.secrets })
        .from(table)
        .where(and(...wanted))
        .orderBy(table.id)
        .limit(batch)
        .for('update')
      for (const { id, secrets } of rows) {
        const next = resealAll(id, secrets)
        if (!next) continue
        await tx.db.update(table).set({ secrets: next }).where(eq(table.id, id))
        done += 1
      }
      return rows.map(({ id }) => id)
    })
    after = ids.at(-1)
    if (after === undefined) return done
  }
}

async function resealVariables(ctx: Ctx): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const own = tx.db
      .select({ id: configurations.id })
      .from(configurations)
      .where(eq(configurations.organizationId, tx.organizationId))
    const rows = await tx.db
      .select()
      .from(environmentVariables)
      .where(
        and(
          eq(environmentVariables.isSecret, true),
          inArray(environmentVariables.configurationId, own),
        ),
      )
      .for('update')
    let done = 0
    for (const { configurationId, name, value } of rows) {
      const binding = { ownerId: configurationId, field: `variable:${name}` }
      const next = reseal(JSON.parse(value), binding)
      if (!next) continue
      await tx.db
        .update(environmentVariables)
        .set({ value: JSON.stringify(next) })
        .where(
          and(
            eq(environmentVariables.configurationId, configurationId),
            eq(environmentVariables.name, name),
          ),
        )
      done += 1
    }
    return done
  })
}

async function resealDeliveries(ctx: Ctx): Promise<number> {
  let done = 0
  for (let after: string | undefined; ;) {
    const rows = await ctx.db
      .select({ id: webhookDeliveries.id, body: webhookDeliveries.body })
      .from(webhookDeliveries)
      .where(
        and(
          eq(webhookDeliveries.organizationId, ctx.organizationId),
          isNotNull(webhookDeliveries.body),
          after === undefined ? undefined : gt(webhookDeliveries.id, after),
        ),
      )
      .orderBy(webhookDeliveries.id)
      .limit(batch)
    for (const { id, body } of rows) {
      const next = reseal(body, { ownerId: id, field: 'body' })
      if (!next) continue
      await ctx.db.update(webhookDeliveries).set({ body: next }).where(eq(webhookDeliveries.id, id))
      done += 1
    }
    after = rows.at(-1)?.id
    if (after === undefined) return done
  }
}

/**
 * Seals every secret of the organization under the current SECRETS_KEY, so that a key in SECRETS_KEYS_PREVIOUS can be
 * thrown away. Safe to repeat and to interrupt. Throws `AppError('internal')` naming a secret whose key is missing.
 */
export async function resealSecrets(ctx: Ctx): Promise<ResealView> {
  authorize(ctx.actor, 'configuration:write')
  const done = {
    connections: await resealTable(ctx, integrations),
    targets: await resealTable(ctx, configurations),
    variables: await resealVariables(ctx),
    deliveries: await resealDeliveries(ctx),
  }
  await recordAudit(ctx, {
    action: 'secrets.reseal',
    entityType: 'organization',
    entityId: ctx.organizationId,
    detail: done,
  })
  return done
}
