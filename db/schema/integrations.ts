import { sql } from 'drizzle-orm'
import {
  boolean,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

import { connectionSources, linkKinds } from '#db/enums.ts'
import { organizationId, users } from '#db/schema/accounts.ts'
import { createdAt, id, moment, oneOf, oneOfCheck, updatedAt } from '#db/schema/columns.ts'

/** A connection to a CI provider, chat, tracker or mail server. */
export const integrations = pgTable(
  'integrations',
  {
    id: id(),
    organizationId: organizationId(),
    kind: text().notNull(),
    name: text().notNull(),
    config: jsonb().notNull().default({}),
    /** sealed one by one; `<field>` and, while a replaced one is still valid, `<field>.previous` */
    secrets: jsonb().notNull().default({}),
    /** `{ <field>: { last4, set_at, previous_until? } }`: what may be shown of the secrets */
    secretFacts: jsonb().notNull().default({}),
    isEnabled: boolean().notNull().default(true),
    /** what set it up; only `settings` may be changed in the application */
    source: oneOf(connectionSources).notNull().default('settings'),
    /** sha256 of the secret address of a sender that cannot sign */
    hookTokenHash: text(),
    /** which events start which suites, in order; see TriggerRule */
    triggers: jsonb().notNull().default([]),
    /** what was learnt by using it; see ConnectionState */
    state: jsonb().notNull().default({}),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('integrations_name').on(
      table.organizationId,
      table.kind,
      sql`lower(${table.name})`,
    ),
    uniqueIndex('integrations_hook_token')
      .on(table.hookTokenHash)
      .where(sql`${table.hookTokenHash} is not null`),
    oneOfCheck('integrations_source', table.source, connectionSources),
  ],
)

/** What Earshot made at a provider: issues, threads, comments, the state last told of a commit. */
export const integrationLinks = pgTable(
  'integration_links',
  {
    id: id(),
    organizationId: organizationId(),
    integrationId: uuid()
      .notNull()
      .references(() => integrations.id, { onDelete: 'cascade' }),
    kind: oneOf(linkKinds).notNull(),
    /** the defect, thread key, pull request or commit and context that it belongs to */
    key: text().notNull(),
    externalId: text().notNull(),
    url: text(),
    state: jsonb().notNull().default({}),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('integration_links_key').on(table.integrationId, table.kind, table.key),
    oneOfCheck('integration_links_kind', table.kind, linkKinds),
  ],
)

/** Earlier settings of a connection, without secrets. */
export const integrationHistory = pgTable(
  'integration_history',
  {
    integrationId: uuid()
      .notNull()
      .references(() => integrations.id, { onDelete: 'cascade' }),
    version: integer().notNull(),
    name: text().notNull(),
    config: jsonb().notNull(),
    changedBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.integrationId, table.version] })],
)

/** What the integrations file said when it was read last; the web shows what is wrong with it. */
export const integrationFiles = pgTable('integration_files', {
  organizationId: organizationId().primaryKey(),
  path: text().notNull(),
  /** `[{ path, message }]`; entries with one are not in use, the others are */
  faults: jsonb().notNull().default([]),
  readAt: moment().notNull(),
})
