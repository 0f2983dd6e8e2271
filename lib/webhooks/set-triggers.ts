import { getIntegration } from '#lib/engines/vendors/registry.ts'
import { lockForChange, writeConnection } from '#lib/integrations/write-connection.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { resolveRule } from '#lib/webhooks/resolve-rule.ts'
import { SetTriggersInput, type TriggerRule, type TriggersView } from '#lib/webhooks/schema.ts'

async function checkRule(ctx: Ctx, rule: TriggerRule, index: number): Promise<void> {
  try {
    await resolveRule(ctx, rule)
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error
    throw new InvalidError(
      `${rule.name}: ${error.message}`,
      error.faults.map(({ path, message }) => ({ path: `rules[${index}].${path}`, message })),
    )
  }
}

/**
 * Says which events of a connection start which suites, in place of what was said before. Throws `InvalidError` by
 * rule and field for a suite or target that is not there, `ConflictError` for a connection managed elsewhere.
 */
export async function setTriggers(
  ctx: Ctx,
  connectionId: string,
  input: SetTriggersInput,
): Promise<TriggersView> {
  authorize(ctx.actor, 'integration:write')
  const { rules } = SetTriggersInput.parse(input)
  return inTransaction(ctx, async (tx) => {
    const row = await lockForChange(tx, connectionId)
    if (!getIntegration(row.kind).receiver)
      throw new InvalidError(`${row.name} receives no deliveries`)
    for (const [index, rule] of rules.entries()) await checkRule(tx, rule, index)
    await writeConnection(tx, row, { triggers: rules })
    await recordAudit(tx, {
      action: 'integration.set_triggers',
      entityType: 'integration',
      entityId: connectionId,
      detail: { rules: rules.map(({ name }) => name) },
      before: { rules: row.triggers },
      after: { rules },
    })
    return { rules }
  })
}
