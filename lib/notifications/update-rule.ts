import { eq } from 'drizzle-orm'

import { notificationRules } from '#db/schema/notifications.ts'
import { checkRulePlaces, lockRule } from '#lib/notifications/rules/lock-rule.ts'
import { getRule } from '#lib/notifications/rules/rule-queries.ts'
import { type RuleView, UpdateRuleInput } from '#lib/notifications/schema.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { definedValues } from '#lib/platform/defined-values.ts'

/** Changes what is given; `config` is replaced as a whole. Throws as `createRule` does, and `ConflictError`. */
export async function updateRule(ctx: Ctx, id: string, input: UpdateRuleInput): Promise<RuleView> {
  authorize(ctx.actor, 'integration:write')
  const patch = UpdateRuleInput.parse(input)
  return inTransaction(ctx, async (tx) => {
    await lockRule(tx, id)
    const before = await getRule(tx, id)
    const places = definedValues({ integrationId: patch.integration_id, suiteId: patch.suite_id })
    await checkRulePlaces(tx, places)
    const values = definedValues({
      ...places,
      event: patch.event,
      config: patch.config,
      isEnabled: patch.is_enabled,
    })
    await tx.db
      .update(notificationRules)
      .set({ ...values, updatedAt: new Date() })
      .where(eq(notificationRules.id, id))
    const after = await getRule(tx, id)
    await recordAudit(tx, {
      action: 'notification_rule.update',
      entityType: 'notification_rule',
      entityId: id,
      detail: { changed: Object.keys(definedValues(patch)) },
      before,
      after,
    })
    return after
  })
}
