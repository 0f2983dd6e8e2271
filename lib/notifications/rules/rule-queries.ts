import { and, asc, eq } from 'drizzle-orm'

import { integrations } from '#db/schema/integrations.ts'
import { notificationRules } from '#db/schema/notifications.ts'
import { testSuites } from '#db/schema/suites.ts'
import { RuleConfig, type RuleView } from '#lib/notifications/schema.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { NotFoundError } from '#lib/platform/errors.ts'

function select(ctx: Ctx) {
  return ctx.db
    .select({
      rule: notificationRules,
      connection: { id: integrations.id, kind: integrations.kind, name: integrations.name },
      suite: { id: testSuites.id, name: testSuites.name },
    })
    .from(notificationRules)
    .innerJoin(integrations, eq(integrations.id, notificationRules.integrationId))
    .leftJoin(testSuites, eq(testSuites.id, notificationRules.suiteId))
}

type Row = Awaited<ReturnType<typeof select>>[number]

function toView({ rule, connection, suite }: Row): RuleView {
  return {
    id: rule.id,
    event: rule.event,
    connection,
    suite,
    config: RuleConfig.parse(rule.config),
    is_enabled: rule.isEnabled,
    muted_until: rule.mutedUntil?.toISOString() ?? null,
    source: rule.source,
    created_at: rule.createdAt.toISOString(),
    updated_at: rule.updatedAt.toISOString(),
  }
}

const ours = (ctx: Ctx) => eq(notificationRules.organizationId, ctx.organizationId)

/** All rules in the order in which they are weighed; there are a handful. */
export async function listRules(ctx: Ctx): Promise<RuleView[]> {
  const rows = await select(ctx)
    .where(ours(ctx))
    .orderBy(asc(notificationRules.event), asc(notificationRules.id))
    .limit(1_000)
  return rows.map(toView)
}

/** Throws `NotFoundError`. */
export async function getRule(ctx: Ctx, id: string): Promise<RuleView> {
  const [row] = await select(ctx).where(and(ours(ctx), eq(notificationRules.id, id)))
  if (!row) throw new NotFoundError('notification rule', id)
  return toView(row)
}
