import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'

import { users } from '#db/schema/accounts.ts'
import { configurationHistory, configurations, environmentVariables } from '#db/schema/targets.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { InvalidError, NotFoundError } from '#lib/platform/errors.ts'
import { decodeCursor, toPage, type Page, type PageQuery } from '#lib/platform/format/cursor.ts'
import { TargetView, type TargetVersionView, type VariableView } from '#lib/targets/schema.ts'

export type TargetRow = typeof configurations.$inferSelect

const liveTargets = (ctx: Ctx) =>
  and(eq(configurations.organizationId, ctx.organizationId), isNull(configurations.deletedAt))

function toView(row: TargetRow): TargetView {
  return TargetView.parse({
    id: row.id,
    name: row.name,
    connector: row.connector,
    config: row.config,
    secrets_set: Object.keys(z.record(z.string(), z.unknown()).parse(row.secrets)).toSorted(),
    max_concurrency: row.maxConcurrency,
    max_calls_per_minute: row.maxCallsPerMinute,
    is_active: row.isActive,
    last_check: row.lastCheck,
    version: row.version,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  })
}

const sortName = sql<string>`lower(${configurations.name})`

/** By name. */
export async function listTargets(ctx: Ctx, page: PageQuery): Promise<Page<TargetView>> {
  const after =
    page.cursor === undefined
      ? undefined
      : decodeCursor(z.tuple([z.string(), z.uuid()]), page.cursor)
  if (after === null) throw new InvalidError('The cursor is not valid')
  const rows = await ctx.db
    .select({ target: configurations, sortName })
    .from(configurations)
    .where(
      and(
        liveTargets(ctx),
        after && sql`(${sortName}, ${configurations.id}) > (${after[0]}, ${after[1]}::uuid)`,
      ),
    )
    .orderBy(sortName, asc(configurations.id))
    .limit(page.limit + 1)
  return toPage(
    rows,
    page.limit,
    ({ target }) => toView(target),
    (row) => [row.sortName, row.target.id],
  )
}

/** The row with its sealed secrets, for verbs only: it never leaves the server. */
export async function getTargetRow(ctx: Ctx, id: string, lock = false): Promise<TargetRow> {
  const query = ctx.db
    .select()
    .from(configurations)
    .where(and(liveTargets(ctx), eq(configurations.id, id)))
  const [row] = await (lock ? query.for('update') : query)
  if (!row) throw new NotFoundError('target', id)
  return row
}

export async function getTarget(ctx: Ctx, id: string): Promise<TargetView> {
  return toView(await getTargetRow(ctx, id))
}

/** Newest first: what the settings were, and who changed them. */
export async function listTargetVersions(ctx: Ctx, id: string): Promise<TargetVersionView[]> {
  await getTargetRow(ctx, id)
  const rows = await ctx.db
    .select({ entry: configurationHistory, author: { id: users.id, name: users.name } })
    .from(configurationHistory)
    .leftJoin(users, eq(users.id, configurationHistory.changedBy))
    .where(eq(configurationHistory.configurationId, id))
    .orderBy(desc(configurationHistory.version))
  return rows.map(({ entry, author }) => ({
    version: entry.version,
    name: entry.name,
    config: z.record(z.string(), z.json()).parse(entry.config),
    max_concurrency: entry.maxConcurrency,
    max_calls_per_minute: entry.maxCallsPerMinute,
    changed_by: author,
    created_at: entry.createdAt.toISOString(),
  }))
}

/** Variables of one target, or of all targets of the organization; values of secret ones are left out. */
export async function listVariables(ctx: Ctx, targetId?: string): Promise<VariableView[]> {
  if (targetId !== undefined) await getTargetRow(ctx, targetId)
  const rows = await ctx.db
    .select({ variable: environmentVariables })
    .from(environmentVariables)
    .innerJoin(configurations, eq(configurations.id, environmentVariables.configurationId))
    .where(
      and(
        liveTargets(ctx),
        targetId === undefined ? undefined : eq(environmentVariables.configurationId, targetId),
      ),
    )
    .orderBy(asc(environmentVariables.configurationId), asc(environmentVariables.name))
  return rows.map(({ variable }) => ({
    id: `${variable.configurationId}.${variable.name}`,
    target_id: variable.configurationId,
    name: variable.name,
    value: variable.isSecret ? null : variable.value,
    is_secret: variable.isSecret,
    updated_at: variable.updatedAt.toISOString(),
  }))
}
