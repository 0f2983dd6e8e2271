import { and, eq } from 'drizzle-orm'
import { z } from 'zod'

import { webhookDeliveries } from '#db/schema/webhooks.ts'
import type { InboundDelivery } from '#lib/engines/vendors/inbound.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { AppError, ConflictError, NotFoundError } from '#lib/platform/errors.ts'
import type { ReadEvent } from '#lib/webhooks/parse-event.ts'
import { providerOfKind, registeredProviders, type Providers } from '#lib/webhooks/providers.ts'
import { readEvent } from '#lib/webhooks/read-event.ts'
import { openBody } from '#lib/webhooks/sealed-body.ts'

export type DeliveryRow = typeof webhookDeliveries.$inferSelect

export const StoredHeaders = z.record(z.string(), z.string())

/** Throws `NotFoundError` unless the delivery is the organization's own. */
export async function getDeliveryRow(ctx: Ctx, id: string, lock = false): Promise<DeliveryRow> {
  const query = ctx.db
    .select()
    .from(webhookDeliveries)
    .where(
      and(eq(webhookDeliveries.organizationId, ctx.organizationId), eq(webhookDeliveries.id, id)),
    )
  const [row] = await (lock ? query.for('update') : query)
  if (!row) throw new NotFoundError('delivery', id)
  return row
}

/** The delivery as it came, but for the headers that were redacted. Throws `ConflictError` without a body. */
function storedDelivery(row: DeliveryRow): InboundDelivery {
  if (row.body === null)
    throw new ConflictError('The body of this delivery was removed after its retention period')
  return { headers: StoredHeaders.parse(row.headers), body: openBody(row.id, row.body) }
}

/** Parses a stored delivery again. Throws as `readEvent` does. */
export async function readStored(
  row: DeliveryRow,
  providers: Providers = registeredProviders(),
): Promise<ReadEvent> {
  const provider = providerOfKind(providers, row.provider)
  if (!provider) throw new AppError('internal', `Nothing here receives from ${row.provider}`)
  return readEvent(provider, storedDelivery(row))
}
