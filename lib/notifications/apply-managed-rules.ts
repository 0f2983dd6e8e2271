import { and, eq, inArray } from 'drizzle-orm'

import { notificationRules } from '#db/schema/notifications.ts'
import type { FileFault, PlannedRule } from '#lib/integrations/managed/types.ts'
import { RuleConfig } from '#lib/notifications/schema.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { canonicalJson } from '#lib/platform/canonical-json.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { faultsOf } from '#lib/platform/format/faults.ts'

/** What a rule says, settings that it was stored without at their defaults. */
const keyOf = (rule: { integrationId: string; event: string; config: unknown }) =>
  canonicalJson([
    rule.integrationId,
    rule.event,
    RuleConfig.safeParse(rule.config).data ?? rule.config,
  ])

type Planned = PlannedRule & { path: string }

function parsed(rules: readonly Planned[], ids: ReadonlyMap<string, string>) {
  const faults: FileFault[] = []
  const good = rules.flatMap(({ event, connection, config, path }) => {
    const integrationId = ids.get(connection)
    const result = RuleConfig.safeParse(config)
    if (integrationId === undefined)
      faults.push({
        path: `${path}.connection`,
        message: `there is no ${connection} in the file that is in use`,
      })
    if (!result.success)
      faults.push(
        ...faultsOf(result.error).map(({ path: field, message }) => ({
          path: `${path}.config.${field}`,
          message,
        })),
      )
    if (integrationId === undefined || !result.success) return []
    return [{ integrationId, event, config: result.data }]
  })
  return { good, faults }
}

/**
 * Makes the rules that come from the integrations file be `rules`, within the transaction of `tx`; one that did not
 * change keeps its mute. `ids` are the file's connections by name. A rule that cannot be followed is left out: returns
 * what is wrong with it.
 */
export async function applyManagedRules(
  tx: Ctx,
  rules: readonly Planned[],
  ids: ReadonlyMap<string, string>,
): Promise<FileFault[]> {
  authorize(tx.actor, 'integration:write')
  const { good, faults } = parsed(rules, ids)
  const wanted = new Map(good.map((rule) => [keyOf(rule), rule]))
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
  if (gone.length === 0 && wanted.size === 0) return faults
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
  return faults
}
