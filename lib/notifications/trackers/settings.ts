import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'

import type { CasePriority } from '#db/enums.ts'
import { integrations } from '#db/schema/integrations.ts'
import { getIntegration } from '#lib/engines/vendors/registry.ts'
import type { Ctx } from '#lib/platform/context.ts'

/** What the settings of trackers have in common; each vendor's schema has its own form of them. */
const Settings = z.object({
  issue_creation: z
    .object({
      enabled: z.boolean().default(false),
      on_failure: z.boolean().default(false),
      on_critical_failure: z.boolean().default(false),
      on_regression: z.boolean().default(false),
      labels: z.array(z.string()).default([]),
      assignees: z.array(z.string()).default([]),
      auto_close_on_success: z.boolean().optional(),
    })
    .prefault({}),
  issue_updates: z
    .object({
      enabled: z.boolean().default(true),
      auto_close_on_fix: z.boolean().default(true),
      add_comment_on_retest: z.boolean().default(true),
    })
    .optional(),
})

export type TrackerConnection = {
  id: string
  kind: string
  name: string
  labels: string[]
  assignees: string[]
  /** whether a defect of this severity, or one of a case that passed before, gets an issue by itself */
  creates(severity: CasePriority, isRegression: boolean): boolean
  closes: boolean
  comments: boolean
}

/** Enabled connections that keep issues, and what they are set to do by themselves. */
export async function listTrackers(ctx: Ctx): Promise<TrackerConnection[]> {
  const rows = await ctx.db
    .select()
    .from(integrations)
    .where(
      and(eq(integrations.organizationId, ctx.organizationId), eq(integrations.isEnabled, true)),
    )
    .orderBy(asc(integrations.id))
  return rows
    .filter(({ kind }) => getIntegration(kind).tracker !== undefined)
    .map(({ id, kind, name, config }) => {
      const { issue_creation: creation, issue_updates: updates } = Settings.parse(config)
      const active = updates?.enabled ?? true
      return {
        id,
        kind,
        name,
        labels: creation.labels,
        assignees: creation.assignees,
        creates: (severity, isRegression) =>
          creation.enabled &&
          (creation.on_failure ||
            (creation.on_critical_failure && severity === 'critical') ||
            (creation.on_regression && isRegression)),
        closes: active && (updates?.auto_close_on_fix ?? creation.auto_close_on_success ?? true),
        comments: active && (updates?.add_comment_on_retest ?? true),
      }
    })
}
