import { and, asc, desc, eq, isNull, lt, sql } from 'drizzle-orm'
import { z } from 'zod'

import { apiTokens, organizations, users } from '#db/schema/accounts.ts'
import { activityLog } from '#db/schema/activity.ts'
import type {
  ActivityView,
  ApiTokenView,
  MeView,
  OrganizationView,
  UserView,
} from '#lib/accounts/schema.ts'
import { expiryOf, scopesOf } from '#lib/accounts/token-rules.ts'
import { visibleActivity } from '#lib/accounts/visible-activity.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { InvalidError, NotFoundError } from '#lib/platform/errors.ts'
import { decodeCursor, toPage, type Page, type PageQuery } from '#lib/platform/format/cursor.ts'

/** The cursor of a list whose only key is the id. */
function idCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null
  const key = decodeCursor(z.tuple([z.uuid()]), cursor)
  if (key === null)
    throw new InvalidError('The cursor is not valid', [
      { path: 'cursor', message: 'must be a next_cursor of this list' },
    ])
  return key[0]
}

export type UserRow = typeof users.$inferSelect

export const toUserView = (row: UserRow): UserView => ({
  id: row.id,
  email: row.email,
  name: row.name,
  role: row.role,
  is_active: row.isActive,
  password_due: row.passwordDue,
  last_sign_in_at: row.lastSignInAt?.toISOString() ?? null,
  created_at: row.createdAt.toISOString(),
})

/** Oldest first. */
export async function listUsers(ctx: Ctx, page: PageQuery): Promise<Page<UserView>> {
  const after = idCursor(page.cursor)
  const rows = await ctx.db
    .select()
    .from(users)
    .where(
      and(
        eq(users.organizationId, ctx.organizationId),
        after ? sql`${users.id} > ${after}::uuid` : undefined,
      ),
    )
    .orderBy(asc(users.id))
    .limit(page.limit + 1)
  return toPage(rows, page.limit, toUserView, ({ id }) => [id])
}

export async function getUserRow(ctx: Ctx, id: string): Promise<UserRow> {
  const [row] = await ctx.db
    .select()
    .from(users)
    .where(and(eq(users.organizationId, ctx.organizationId), eq(users.id, id)))
  if (!row) throw new NotFoundError('user', id)
  return row
}

export async function getUser(ctx: Ctx, id: string): Promise<UserView> {
  return toUserView(await getUserRow(ctx, id))
}

export const toOrganizationView = (row: typeof organizations.$inferSelect): OrganizationView => ({
  id: row.id,
  name: row.name,
  slug: row.slug,
  created_at: row.createdAt.toISOString(),
})

export async function getOrganizationName(ctx: Ctx): Promise<string> {
  const [row] = await ctx.db
    .select({ name: organizations.name })
    .from(organizations)
    .where(eq(organizations.id, ctx.organizationId))
  return row?.name ?? ''
}

/** Who is asking. */
export async function getMe(ctx: Ctx): Promise<MeView> {
  const [row] = await ctx.db
    .select({ user: users, organization: organizations })
    .from(users)
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(and(eq(users.organizationId, ctx.organizationId), eq(users.id, ctx.actor.id ?? '')))
  if (!row) throw new NotFoundError('user', ctx.actor.id ?? 'system')
  const { id, email, name, role, passwordDue } = row.user
  return {
    id,
    email,
    name,
    role,
    password_due: passwordDue,
    organization: toOrganizationView(row.organization),
  }
}

const tokenColumns = { token: apiTokens, user: { id: users.id, name: users.name } }

type TokenRow = {
  token: typeof apiTokens.$inferSelect
  user: { id: string; name: string }
}

const toTokenView = ({ token, user }: TokenRow): ApiTokenView => ({
  id: token.id,
  name: token.name,
  prefix: token.prefix,
  scopes: scopesOf(token.scopes),
  user,
  last_used_at: token.lastUsedAt?.toISOString() ?? null,
  expires_at: expiryOf(token)?.toISOString() ?? null,
  created_at: token.createdAt.toISOString(),
})

/** An administrator sees all tokens of the organization, everybody else their own. */
export const visibleTokens = (ctx: Ctx) =>
  and(
    eq(apiTokens.organizationId, ctx.organizationId),
    isNull(apiTokens.revokedAt),
    may(ctx.actor, 'user:read') ? undefined : eq(apiTokens.userId, ctx.actor.id ?? ''),
  )

/** Newest first. */
export async function listApiTokens(ctx: Ctx, page: PageQuery): Promise<Page<ApiTokenView>> {
  const before = idCursor(page.cursor)
  const rows = await ctx.db
    .select(tokenColumns)
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.userId))
    .where(and(visibleTokens(ctx), before ? lt(apiTokens.id, before) : undefined))
    .orderBy(desc(apiTokens.id))
    .limit(page.limit + 1)
  return toPage(rows, page.limit, toTokenView, ({ token }) => [token.id])
}

export async function getApiToken(ctx: Ctx, id: string): Promise<ApiTokenView> {
  const [row] = await ctx.db
    .select(tokenColumns)
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.userId))
    .where(and(visibleTokens(ctx), eq(apiTokens.id, id)))
  if (!row) throw new NotFoundError('API token', id)
  return toTokenView(row)
}

export type ActivityFilter = PageQuery & {
  entity_type?: string | undefined
  entity_id?: string | undefined
  user_id?: string | undefined
}

const Fields = z.record(z.string(), z.unknown())

type ActivityRow = {
  entry: typeof activityLog.$inferSelect
  user: { id: string; name: string } | null
}

/** Entries of older versions name a user or nobody. */
function actorOf({ entry, user }: ActivityRow): ActivityView['actor'] {
  const kind = entry.actorKind ?? (entry.userId === null ? 'system' : 'user')
  if (kind === 'user')
    return { kind, id: entry.userId, name: user?.name ?? entry.actorName ?? 'A former user' }
  return { kind, id: entry.actorRef, name: entry.actorName ?? 'Earshot' }
}

const toActivityView = ({ entry, user }: ActivityRow): ActivityView => ({
  id: entry.id,
  action: entry.action,
  entity_type: entry.entityType,
  entity_id: entry.entityId,
  actor: actorOf({ entry, user }),
  user,
  detail: Fields.parse(entry.detail),
  before: Fields.nullable().parse(entry.before),
  after: Fields.nullable().parse(entry.after),
  request_id: entry.requestId,
  created_at: entry.createdAt.toISOString(),
})

/** Newest first, each as far as the reader may see it. */
export async function listActivity(ctx: Ctx, filter: ActivityFilter): Promise<Page<ActivityView>> {
  const before = idCursor(filter.cursor)
  const rows = await ctx.db
    .select({ entry: activityLog, user: { id: users.id, name: users.name } })
    .from(activityLog)
    .leftJoin(users, eq(users.id, activityLog.userId))
    .where(
      and(
        eq(activityLog.organizationId, ctx.organizationId),
        before ? lt(activityLog.id, before) : undefined,
        filter.entity_type ? eq(activityLog.entityType, filter.entity_type) : undefined,
        filter.entity_id ? eq(activityLog.entityId, filter.entity_id) : undefined,
        filter.user_id ? eq(activityLog.userId, filter.user_id) : undefined,
      ),
    )
    .orderBy(desc(activityLog.id))
    .limit(filter.limit + 1)
  return toPage(
    rows,
    filter.limit,
    (row) => visibleActivity(ctx, toActivityView(row)),
    ({ entry }) => [entry.id],
  )
}
