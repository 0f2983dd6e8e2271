import { and, eq, inArray } from 'drizzle-orm'

import { notificationRules } from '#db/schema/notifications.ts'
import type { PlannedRule } from '#lib/integrations/managed/types.ts'
import { RuleConfig } from '#lib/notifications/schema.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { canonicalJson } from '#lib/platform/canonical-json.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { faultsOf } from '#lib/platform/format/faults.ts'

/** What a rule says, settings that it was stored without at their defaults. */
const keyOf = (rule: { integrationId: string; event: string; config: unknown }) =>
  canonicalJson([
    rule.integrationId,
    rule.event,
    RuleConfig.safeParse(rule.config).data ?? rule.config,
  ])

function parsed(rules: readonly PlannedRule[], ids: ReadonlyMap<string, string>) {
  return rules.map(({ event, connection, config }, index) => {
    const integrationId = ids.get(connection)
    if (integrationId === undefined)
      throw new InvalidError(`The rule for ${event} names no connection of the file`, [
        { path: `rules[${index}].connection`, message: `there is no ${connection}` },
      ])
    const result = RuleConfig.safeParse(config)
    if (!result.success)
      throw new InvalidError(`The rule for ${event} is not valid`, faultsOf(result.error))
    return { integrationId, event, config: result.data }
  })
}

/**
 * Makes the rules that come from the integrations file be `rules`, within the transaction of `tx`; one that did not
 * change keeps its mute. `ids` are the file's connections by name. Throws `InvalidError` by rule and field.
 */
export async function applyManagedRules(
  tx: Ctx,
  rules: readonly PlannedRule[],
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  authorize(tx.actor, 'integration:write')
  const wanted = new Map(parsed(rules, ids).map((rule) => [keyOf(rule), rule]))
  const rows = await tx.db
    .select()
    .from(notificationRules)
    .where(
      and(
        eq(notificationRules.organizationId, tx.organizationId),
        eq(notificationRules.source, 'file'),
      ),
    )
    .for('update')
  const gone = rows.filter((row) => !wanted.delete(keyOf(row))).map(({ id }) => id)
  if (gone.length === 0 && wanted.size === 0) return
  if (gone.length > 0)
    await tx.db.delete(notificationRules).where(inArray(notificationRules.id, gone))
  if (wanted.size > 0)
    await tx.db.insert(notificationRules).values(
      [...wanted.values()].map((rule) => ({
        ...rule,
        organizationId: tx.organizationId,
        source: 'file' as const,
      })),
    )
  await recordAudit(tx, {
    action: 'notification_rule.apply_file',
    entityType: 'organization',
    entityId: tx.organizationId,
    detail: { added: wanted.size, removed: gone.length },
  })
}
