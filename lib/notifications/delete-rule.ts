import { eq } from 'drizzle-orm'

import { notificationRules } from '#db/schema/notifications.ts'
import { lockRule } from '#lib/notifications/rules/lock-rule.ts'
import { getRule } from '#lib/notifications/rules/rule-queries.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'

/** Removes a rule; what it sent stays in the log. */
export async function deleteRule(ctx: Ctx, id: string): Promise<void> {
  authorize(ctx.actor, 'integration:write')
  await inTransaction(ctx, async (tx) => {
    const { event, integrationId } = await lockRule(tx, id)
    const before = await getRule(tx, id)
    await tx.db.delete(notificationRules).where(eq(notificationRules.id, id))
    await recordAudit(tx, {
      action: 'notification_rule.delete',
      entityType: 'notification_rule',
      entityId: id,
      detail: { event, integration_id: integrationId },
      before,
    })
  })
}
