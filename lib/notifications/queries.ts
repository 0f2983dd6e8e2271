import { and, asc, desc, eq, lt } from 'drizzle-orm'
import { z } from 'zod'

import { integrations } from '#db/schema/integrations.ts'
import { notificationAttempts, notifications } from '#db/schema/notifications.ts'
import { Payload, titleOf } from '#lib/notifications/outbox/payload.ts'
import {
  type NotificationDetailView,
  NotificationFilter,
  type NotificationView,
} from '#lib/notifications/schema.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { NotFoundError } from '#lib/platform/errors.ts'
import type { Page } from '#lib/platform/format/cursor.ts'

function select(ctx: Ctx) {
  return ctx.db
    .select({
      row: notifications,
      connection: { id: integrations.id, kind: integrations.kind, name: integrations.name },
    })
    .from(notifications)
    .innerJoin(integrations, eq(integrations.id, notifications.integrationId))
}

type Row = Awaited<ReturnType<typeof select>>[number]

const iso = (date: Date | null) => date?.toISOString() ?? null

function toView({ row, connection }: Row): NotificationView {
  const payload = Payload.safeParse(row.payload)
  return {
    id: row.id,
    event: row.event,
    status: row.status,
    connection,
    rule_id: row.ruleId,
    subject: { type: row.subjectType, id: row.subjectId },
    title: payload.success ? titleOf(payload.data) : row.event,
    reason: row.reason,
    attempts: row.attempts,
    last_error: row.lastError,
    next_attempt_at: iso(row.nextAttemptAt),
    sent_at: iso(row.sentAt),
    created_at: row.createdAt.toISOString(),
  }
}

const ours = (ctx: Ctx) => eq(notifications.organizationId, ctx.organizationId)

/** What went out, what waits and what was held back, the newest first. */
export async function listNotifications(
  ctx: Ctx,
  input: NotificationFilter = {},
): Promise<Page<NotificationView>> {
  authorize(ctx.actor, 'delivery:read')
  const filter = NotificationFilter.parse(input)
  const rows = await select(ctx)
    .where(
      and(
        ours(ctx),
        filter.status ? eq(notifications.status, filter.status) : undefined,
        filter.event ? eq(notifications.event, filter.event) : undefined,
        filter.integration_id ? eq(notifications.integrationId, filter.integration_id) : undefined,
        filter.subject_id ? eq(notifications.subjectId, filter.subject_id) : undefined,
        filter.cursor ? lt(notifications.id, filter.cursor) : undefined,
      ),
    )
    .orderBy(desc(notifications.id))
    .limit(filter.limit + 1)
  const data = rows.slice(0, filter.limit).map(toView)
  return { data, next_cursor: rows.length > filter.limit ? (data.at(-1)?.id ?? null) : null }
}

const Json = z.record(z.string(), z.json())

/** With every try as it was seen on the wire. Throws `NotFoundError`. */
export async function getNotification(ctx: Ctx, id: string): Promise<NotificationDetailView> {
  authorize(ctx.actor, 'delivery:read')
  const [found] = await select(ctx).where(and(ours(ctx), eq(notifications.id, id)))
  if (!found) throw new NotFoundError('notification', id)
  const tries = await ctx.db
    .select()
    .from(notificationAttempts)
    .where(eq(notificationAttempts.notificationId, id))
    .orderBy(asc(notificationAttempts.number))
  return {
    ...toView(found),
    thread: found.row.threadKey,
    payload: Json.parse(found.row.payload),
    tries: tries.map(({ number, outcome, detail, error, exchange, durationMs, createdAt }) => ({
      number,
      outcome,
      detail,
      error,
      exchange: z.array(Json).parse(exchange),
      duration_ms: durationMs,
      created_at: createdAt.toISOString(),
    })),
  }
}
