import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { z } from 'zod'

import { testSuites } from '#db/schema/suites.ts'
import { configurations } from '#db/schema/targets.ts'
import { getConnectionRow, type ConnectionRow } from '#lib/integrations/queries.ts'
import { settings } from '#lib/platform/config/settings.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { AppError } from '#lib/platform/errors.ts'
import { TriggerRule, TriggerRules, type TriggersView } from '#lib/webhooks/schema.ts'

type Automatic = { enabled: boolean; suiteIds: readonly string[] }

const fromSettings = (): Automatic => ({
  enabled: settings().ENABLE_AUTO_REGRESSION,
  suiteIds: settings().REGRESSION_SUITE_IDS,
})

/** The rules in a row. Throws `AppError` when they cannot be read, which only a hand in the database can cause. */
function rulesOf(row: Pick<ConnectionRow, 'name' | 'triggers'>): TriggerRule[] {
  const parsed = TriggerRules.safeParse(row.triggers)
  if (!parsed.success) throw new AppError('internal', `The rules of ${row.name} cannot be read`)
  return parsed.data
}

export async function getTriggers(ctx: Ctx, connectionId: string): Promise<TriggersView> {
  return { rules: rulesOf(await getConnectionRow(ctx, connectionId)) }
}

/**
 * The rule of ENABLE_AUTO_REGRESSION and REGRESSION_SUITE_IDS for a connection without rules of its own: pushes and
 * trusted pull requests run those suites, as far as they are the organization's, on its first active target.
 */
async function automaticRule(
  ctx: Ctx,
  { enabled, suiteIds }: Automatic,
): Promise<TriggerRule | null> {
  const ids = suiteIds.filter((id) => z.uuid().safeParse(id).success)
  if (!enabled || ids.length === 0) return null
  const suites = await ctx.db
    .select({ id: testSuites.id })
    .from(testSuites)
    .where(
      and(
        eq(testSuites.organizationId, ctx.organizationId),
        isNull(testSuites.deletedAt),
        inArray(testSuites.id, ids),
      ),
    )
  const [target] = await ctx.db
    .select({ id: configurations.id })
    .from(configurations)
    .where(
      and(
        eq(configurations.organizationId, ctx.organizationId),
        isNull(configurations.deletedAt),
        eq(configurations.isActive, true),
      ),
    )
    .orderBy(asc(configurations.id))
    .limit(1)
  if (suites.length === 0 || !target) return null
  return TriggerRule.parse({
    name: 'automatic regression',
    events: ['push', 'pull_request'],
    suites: suites.map(({ id }) => id),
    target: target.id,
  })
}

/** The rules that hold for deliveries of a connection. */
export async function effectiveRules(
  ctx: Ctx,
  row: ConnectionRow,
  automatic: Automatic = fromSettings(),
): Promise<TriggerRule[]> {
  const rules = rulesOf(row)
  if (rules.length > 0) return rules
  const rule = await automaticRule(ctx, automatic)
  return rule ? [rule] : []
}
