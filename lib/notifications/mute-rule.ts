import { eq } from 'drizzle-orm'

import { notificationRules } from '#db/schema/notifications.ts'
import { lockAnyRule } from '#lib/notifications/rules/lock-rule.ts'
import { getRule } from '#lib/notifications/rules/rule-queries.ts'
import { MuteRuleInput, type RuleView } from '#lib/notifications/schema.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'

/** Holds back everything of a rule until a moment; null ends it. What was held back stays visible with its reason. */
export async function muteRule(ctx: Ctx, id: string, input: MuteRuleInput): Promise<RuleView> {
  authorize(ctx.actor, 'integration:write')
  const { until } = MuteRuleInput.parse(input)
  return inTransaction(ctx, async (tx) => {
    const { mutedUntil } = await lockAnyRule(tx, id)
    await tx.db
      .update(notificationRules)
      .set({ mutedUntil: until === null ? null : new Date(until) })
      .where(eq(notificationRules.id, id))
    await recordAudit(tx, {
      action: 'notification_rule.mute',
      entityType: 'notification_rule',
      entityId: id,
      detail: { until },
      before: { muted_until: mutedUntil },
      after: { muted_until: until },
    })
    return getRule(tx, id)
  })
}
