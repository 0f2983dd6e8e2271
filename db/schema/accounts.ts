import { sql } from 'drizzle-orm'
import { boolean, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'

import { roles, type TokenScope } from '#db/enums.ts'
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
    isActive: boolean().notNull().default(true),
    /** sessions and tokens issued before are refused */
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
    /** what it may be used for; tokens of older versions: everything that their owner may do */
    scopes: text()
      .array()
      .$type<TokenScope[]>()
      .notNull()
      .default(sql`'{read,run,write,admin}'`),
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
    /** all rotations of one sign-in; a reused token revokes the family */
    familyId: uuid().notNull(),
    tokenHash: text().notNull().unique(),
    expiresAt: moment().notNull(),
    usedAt: moment(),
    revokedAt: moment(),
    createdAt: createdAt(),
  },
  (table) => [index('refresh_tokens_family').on(table.familyId)],
)
