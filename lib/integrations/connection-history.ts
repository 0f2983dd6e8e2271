import { and, desc, eq } from 'drizzle-orm'
import { z } from 'zod'

import { users } from '#db/schema/accounts.ts'
import { integrationHistory, integrations } from '#db/schema/integrations.ts'
import { canonicalJson } from '#lib/platform/canonical-json.ts'
import type { Ctx } from '#lib/platform/context.ts'

const Config = z.record(z.string(), z.json())

/** Settings that a connection had, without secrets. */
export type ConnectionVersion = {
  version: number
  name: string
  config: z.output<typeof Config>
  /** top-level settings that differ from the version before, `name` among them; empty for the first */
  changed: string[]
  /** who saved it, null for Earshot itself and for people who are gone */
  by: string | null
  created_at: string
}

const most = 20

type Row = { name: string; config: unknown }

function changesOf(row: Row, before: Row | undefined): string[] {
  if (!before) return []
  const [now, then] = [Config.parse(row.config), Config.parse(before.config)]
  const fields = [...new Set([...Object.keys(now), ...Object.keys(then)])]
  return [
    ...(row.name === before.name ? [] : ['name']),
    ...fields.filter(
      (field) => canonicalJson(now[field] ?? null) !== canonicalJson(then[field] ?? null),
    ),
  ]
}

/** The latest versions of a connection's settings, the newest first. */
export async function listVersions(ctx: Ctx, id: string): Promise<ConnectionVersion[]> {
  const rows = await ctx.db
    .select({ row: integrationHistory, by: users.name })
    .from(integrationHistory)
    .innerJoin(integrations, eq(integrations.id, integrationHistory.integrationId))
    .leftJoin(users, eq(users.id, integrationHistory.changedBy))
    .where(and(eq(integrations.organizationId, ctx.organizationId), eq(integrations.id, id)))
    .orderBy(desc(integrationHistory.version))
    .limit(most + 1)
  return rows.slice(0, most).map(({ row, by }, at) => ({
    version: row.version,
    name: row.name,
    config: Config.parse(row.config),
    changed: changesOf(row, rows[at + 1]?.row),
    by,
    created_at: row.createdAt.toISOString(),
  }))
}
