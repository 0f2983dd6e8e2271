import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'

import { notifications } from '#db/schema/notifications.ts'
import { getIntegration } from '#lib/engines/vendors/registry.ts'
import { getConnectionRow } from '#lib/integrations/queries.ts'
import { testMessage } from '#lib/notifications/messages/test-message.ts'
import { addNotification } from '#lib/notifications/outbox/add-notification.ts'
import { sendNotification, type SendOptions } from '#lib/notifications/outbox/send-notification.ts'
import { getNotification } from '#lib/notifications/queries.ts'
import type { TestMessageView } from '#lib/notifications/schema.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { AppError, ConflictError, InvalidError } from '#lib/platform/errors.ts'

/**
 * Sends a real message through a connection with its saved secrets and waits for the provider's answer. It passes
 * through the outbox like any other, once and without further tries, and stays in the log. A failure is an answer.
 * Throws `InvalidError` for a connection that carries no messages, `ConflictError` for one that is switched off.
 */
export async function sendTestMessage(
  ctx: Ctx,
  connectionId: string,
  options: Partial<SendOptions> = {},
): Promise<TestMessageView> {
  authorize(ctx.actor, 'integration:write')
  const connection = await getConnectionRow(ctx, connectionId)
  if (!getIntegration(connection.kind).notifier)
    throw new InvalidError(`${connection.name} cannot carry messages; check it instead`)
  if (!connection.isEnabled) throw new ConflictError(`${connection.name} is switched off`)
  const key = `test_message ${uuidv7()}`
  const row = await inTransaction(ctx, async (tx) => {
    await recordAudit(tx, {
      action: 'integration.test_message',
      entityType: 'integration',
      entityId: connectionId,
    })
    return addNotification(tx, {
      integrationId: connectionId,
      event: 'test_message',
      subject: { type: 'integration', id: connectionId },
      threadKey: key,
      key,
      payload: {
        kind: 'message',
        message: testMessage(connection.name, ctx.actor.name),
        update: false,
        delivery: 'at_most_once',
      },
      reason: `${ctx.actor.name} tested the connection`,
    })
  })
  if (!row) throw new AppError('internal', 'The test message was not written')
  const signal = options.signal ?? AbortSignal.timeout(20_000)
  // A message makes no issue.
  const keepIssue = () => Promise.resolve()
  const result = await sendNotification(ctx, row.id, { keepIssue, ...options, signal, tries: 1 })
  return outcomeOf(ctx, row.id, result)
}

async function outcomeOf(ctx: Ctx, id: string, result: string): Promise<TestMessageView> {
  // A worker may have been quicker, or the breaker held it back: what the log says counts.
  if (result === 'wait')
    await ctx.db
      .update(notifications)
      .set({ status: 'dead', nextAttemptAt: null })
      .where(eq(notifications.id, id))
  const { status, tries, last_error: error } = await getNotification(ctx, id)
  const ok = status === 'sent'
  const said = tries.at(-1)?.detail ?? ''
  const detail = ok ? said || 'Sent' : (error ?? 'It is being sent; look into the log in a moment')
  return { ok, detail, notification_id: id }
}
