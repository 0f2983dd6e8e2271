import { keepIssue } from '#lib/defects/keep-issue.ts'
import { sendNotification } from '#lib/notifications/outbox/send-notification.ts'
import { systemCtx } from '#lib/platform/context.ts'
import type { Handler } from '#workers/types.ts'

/** One try at a row of the outbox. */
export const send: Handler<'notification.send'> = async ({ db }, payload, signal) => {
  const { organizationId, notificationId } = payload
  await sendNotification(systemCtx(db, organizationId), notificationId, { signal, keepIssue })
}
