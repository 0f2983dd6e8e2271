import { notificationRules } from '#db/schema/notifications.ts'
import { checkRulePlaces } from '#lib/notifications/rules/lock-rule.ts'
import { getRule } from '#lib/notifications/rules/rule-queries.ts'
import { CreateRuleInput, type RuleView } from '#lib/notifications/schema.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { AppError } from '#lib/platform/errors.ts'

/** Throws `InvalidError` for a connection that carries no messages and for a suite from elsewhere. */
export async function createRule(ctx: Ctx, input: CreateRuleInput): Promise<RuleView> {
  authorize(ctx.actor, 'integration:write')
  const { integration_id: integrationId, suite_id: suiteId, ...rest } = CreateRuleInput.parse(input)
  return inTransaction(ctx, async (tx) => {
    await checkRulePlaces(tx, { integrationId, suiteId })
    const [row] = await tx.db
      .insert(notificationRules)
      .values({
        organizationId: tx.organizationId,
        integrationId,
        suiteId,
        event: rest.event,
        config: rest.config,
        isEnabled: rest.is_enabled,
      })
      .returning({ id: notificationRules.id })
    if (!row) throw new AppError('internal', 'Insert returned no rule')
    const after = await getRule(tx, row.id)
    await recordAudit(tx, {
      action: 'notification_rule.create',
      entityType: 'notification_rule',
      entityId: row.id,
      detail: { event: rest.event, integration_id: integrationId, suite_id: suiteId },
      after,
    })
    return after
  })
}
