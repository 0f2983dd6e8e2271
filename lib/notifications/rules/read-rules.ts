import { and, asc, desc, eq, gt, notInArray, sql } from 'drizzle-orm'

import { integrations } from '#db/schema/integrations.ts'
import { notificationRules, notifications } from '#db/schema/notifications.ts'
import { testSuites } from '#db/schema/suites.ts'
import type { RuleFacts } from '#lib/notifications/rules/decide.ts'
import type { EventKind } from '#lib/notifications/rules/notification-event.ts'
import { RuleConfig } from '#lib/notifications/schema.ts'
import type { Ctx } from '#lib/platform/context.ts'

export type Rule = RuleFacts & {
  id: string
  suiteId: string | null
  connection: { id: string; kind: string; name: string; isEnabled: boolean }
}

type Row = typeof notificationRules.$inferSelect

/** Of the message that opened a window last, when it is still open. */
async function windowUntil(tx: Ctx, rule: Row, config: RuleConfig, now: Date) {
  const length = config.batch_window_minutes * 60_000
  if (length === 0) return null
  const [opened] = await tx.db
    .select({ at: notifications.createdAt })
    .from(notifications)
    .where(
      and(
        eq(notifications.ruleId, rule.id),
        notInArray(notifications.status, ['held', 'suppressed']),
        gt(notifications.createdAt, new Date(now.getTime() - length)),
      ),
    )
    .orderBy(desc(notifications.createdAt))
    .limit(1)
  return opened ? new Date(opened.at.getTime() + length) : null
}

/**
 * Enabled rules of an event, those of suites first. They stay locked to the end of the transaction, so that of two
 * events at once only one opens a window.
 */
export async function readRules(tx: Ctx, event: EventKind, now: Date): Promise<Rule[]> {
  const rows = await tx.db
    .select({ rule: notificationRules, connection: integrations, suiteName: testSuites.name })
    .from(notificationRules)
    .innerJoin(integrations, eq(integrations.id, notificationRules.integrationId))
    .leftJoin(testSuites, eq(testSuites.id, notificationRules.suiteId))
    .where(
      and(
        eq(notificationRules.organizationId, tx.organizationId),
        eq(notificationRules.event, event),
        eq(notificationRules.isEnabled, true),
      ),
    )
    .orderBy(sql`${notificationRules.suiteId} is null`, asc(notificationRules.id))
    .for('no key update', { of: notificationRules })
  const rules: Rule[] = []
  for (const { rule, connection, suiteName } of rows) {
    const config = RuleConfig.parse(rule.config)
    rules.push({
      id: rule.id,
      suiteId: rule.suiteId,
      config,
      mutedUntil: rule.mutedUntil,
      scope: suiteName === null ? 'all suites' : `the suite ${suiteName}`,
      windowUntil: await windowUntil(tx, rule, config, now),
      connection: {
        id: connection.id,
        kind: connection.kind,
        name: connection.name,
        isEnabled: connection.isEnabled,
      },
    })
  }
  return rules
}

/**
 * Which rules an event meets: for each suite its own ones, or the organization's when it has none. A connection
 * that several rules name gets one message, by the first.
 */
export function applicable(rules: readonly Rule[], suiteIds: readonly string[]): Rule[] {
  const general = rules.filter(({ suiteId }) => suiteId === null)
  const chosen =
    suiteIds.length === 0
      ? general
      : suiteIds.flatMap((id) => {
          const own = rules.filter(({ suiteId }) => suiteId === id)
          return own.length > 0 ? own : general
        })
  const byConnection = new Map<string, Rule>()
  for (const rule of chosen)
    if (!byConnection.has(rule.connection.id)) byConnection.set(rule.connection.id, rule)
  return [...byConnection.values()]
}
