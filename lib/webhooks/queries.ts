import { and, desc, eq, getTableColumns, lt, type SQL } from 'drizzle-orm'
import { z } from 'zod'

import { integrations } from '#db/schema/integrations.ts'
import { webhookDeliveries } from '#db/schema/webhooks.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { AppError, NotFoundError } from '#lib/platform/errors.ts'
import { maskBody } from '#lib/webhooks/mask-body.ts'
import { StoredHeaders, type DeliveryRow } from '#lib/webhooks/read-stored.ts'
import {
  DecisionView,
  type DeliveryDetailView,
  DeliveryFilter,
  type DeliveryView,
} from '#lib/webhooks/schema.ts'
import { openBody } from '#lib/webhooks/sealed-body.ts'

const { body: _body, headers: _headers, ...listed } = getTableColumns(webhookDeliveries)

type Listed = Omit<DeliveryRow, 'body' | 'headers'>

const toView = (row: Listed, connectionName: string): DeliveryView => ({
  id: row.id,
  connection: { id: row.integrationId, name: connectionName },
  provider: row.provider,
  event: row.event,
  external_id: row.externalId,
  status: row.status,
  reason: row.reason,
  repository: row.repository,
  ref: row.ref,
  sha: row.sha,
  verified_by: row.verifiedBy,
  size: row.size,
  attempts: row.attempts,
  repeats: row.repeats,
  decisions: z.array(DecisionView).parse(row.decisions),
  received_at: row.createdAt.toISOString(),
  processed_at: row.processedAt?.toISOString() ?? null,
})

const conditionsOf = (filter: z.output<typeof DeliveryFilter>): (SQL | undefined)[] => {
  const { connection_id, status, event, repository } = filter
  return [
    connection_id ? eq(webhookDeliveries.integrationId, connection_id) : undefined,
    status ? eq(webhookDeliveries.status, status) : undefined,
    event ? eq(webhookDeliveries.event, event) : undefined,
    repository ? eq(webhookDeliveries.repository, repository) : undefined,
  ]
}

/** Newest first; `next_cursor` is null on the last page. */
export async function listDeliveries(
  ctx: Ctx,
  filter: DeliveryFilter = {},
  { limit = 50, cursor }: { limit?: number; cursor?: string | undefined } = {},
): Promise<{ data: DeliveryView[]; next_cursor: string | null }> {
  authorize(ctx.actor, 'delivery:read')
  const rows = await ctx.db
    .select({ row: listed, name: integrations.name })
    .from(webhookDeliveries)
    .innerJoin(integrations, eq(integrations.id, webhookDeliveries.integrationId))
    .where(
      and(
        eq(webhookDeliveries.organizationId, ctx.organizationId),
        cursor ? lt(webhookDeliveries.id, cursor) : undefined,
        ...conditionsOf(DeliveryFilter.parse(filter)),
      ),
    )
    .orderBy(desc(webhookDeliveries.id))
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  return {
    data: page.map(({ row, name }) => toView(row, name)),
    next_cursor: rows.length > limit ? (page.at(-1)?.row.id ?? null) : null,
  }
}

/** A body sealed under a lost key is as good as gone, and must not hide the rest of the delivery. */
function readable(row: DeliveryRow): string | null {
  if (row.body === null) return null
  try {
    return maskBody(openBody(row.id, row.body))
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/** Throws `NotFoundError` unless the delivery is the organization's own. */
export async function getDelivery(ctx: Ctx, id: string): Promise<DeliveryDetailView> {
  authorize(ctx.actor, 'delivery:read')
  const [found] = await ctx.db
    .select({ row: webhookDeliveries, name: integrations.name })
    .from(webhookDeliveries)
    .innerJoin(integrations, eq(integrations.id, webhookDeliveries.integrationId))
    .where(
      and(eq(webhookDeliveries.organizationId, ctx.organizationId), eq(webhookDeliveries.id, id)),
    )
  if (!found) throw new NotFoundError('delivery', id)
  return {
    ...toView(found.row, found.name),
    headers: StoredHeaders.parse(found.row.headers),
    body: readable(found.row),
    body_sha256: found.row.bodySha256,
  }
}
