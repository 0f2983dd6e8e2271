import { sql } from 'drizzle-orm'
import { boolean, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'

import { roles, sessionKinds, type StoredTokenScope } from '#db/enums.ts'
import { createdAt, id, moment, oneOf, oneOfCheck, updatedAt } from '#db/schema/columns.ts'

export const organizations = pgTable('organizations', {
  id: id(),
  name: text().notNull(),
  slug: text().notNull().unique(),
  /** executions at once over all workers; null = MAX_CONCURRENT_TESTS */
  maxConcurrentTests: integer(),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
})

/** The organization column of every root table. */
export const organizationId = () =>
  uuid()
    .notNull()
    .references(() => organizations.id, { onDelete: 'cascade' })

export const users = pgTable(
  'users',
  {
    id: id(),
    organizationId: organizationId(),
    email: text().notNull(),
    name: text().notNull(),
    role: oneOf(roles).notNull(),
    passwordHash: text().notNull(),
    /** an administrator set the password: nothing is allowed until its owner has chosen another */
    passwordDue: boolean().notNull().default(false),
    isActive: boolean().notNull().default(true),
    /** moves when sessions are ended for a new password, role or state: a sign-in that began before opens none */
    sessionsValidFrom: moment().notNull().defaultNow(),
    lastSignInAt: moment(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('users_email').on(sql`lower(${table.email})`),
    index('users_organization').on(table.organizationId),
    oneOfCheck('users_role', table.role, roles),
  ],
)

/** Somebody who has signed in, by a browser or by a program. Its row is gone once it has ended. */
export const sessions = pgTable(
  'sessions',
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: oneOf(sessionKinds).notNull(),
    /** as the client named itself */
    userAgent: text(),
    /** where it was last seen; null when nobody vouches for an address */
    address: text(),
    lastSeenAt: moment().notNull().defaultNow(),
    /** it ends then, however busy it is */
    expiresAt: moment().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    index('sessions_user').on(table.userId),
    oneOfCheck('sessions_kind', table.kind, sessionKinds),
  ],
)

export const apiTokens = pgTable(
  'api_tokens',
  {
    id: id(),
    organizationId: organizationId(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    /** first characters, to recognise it in a list */
    prefix: text().notNull(),
    /** SHA-256 of the token, hex; the token itself is shown once */
    tokenHash: text().notNull().unique(),
    /** what it may be used for */
    scopes: text()
      .array()
      .$type<StoredTokenScope[]>()
      .notNull()
      .default(sql`'{read}'`),
    lastUsedAt: moment(),
    expiresAt: moment(),
    revokedAt: moment(),
    createdAt: createdAt(),
  },
  (table) => [index('api_tokens_organization').on(table.organizationId, table.createdAt)],
)

export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** all rotations of one sign-in, which is the session of this id; a reused token ends it */
    familyId: uuid().notNull(),
    tokenHash: text().notNull().unique(),
    expiresAt: moment().notNull(),
    usedAt: moment(),
    revokedAt: moment(),
    createdAt: createdAt(),
  },
  (table) => [index('refresh_tokens_family').on(table.familyId)],
)
