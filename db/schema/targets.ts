import { sql } from 'drizzle-orm'
import {
  boolean,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

import { organizationId, users } from '#db/schema/accounts.ts'
import { createdAt, id, moment, updatedAt } from '#db/schema/columns.ts'

/** Targets: the voice AIs under test. */
export const configurations = pgTable(
  'configurations',
  {
    id: id(),
    organizationId: organizationId(),
    name: text().notNull(),
    connector: text().notNull(),
    /** settings of the connector, by its own schema */
    config: jsonb().notNull(),
    /** AES-256-GCM envelopes by name; write-only */
    secrets: jsonb().notNull().default({}),
    /** calls at once over all workers; null = no limit of its own */
    maxConcurrency: integer(),
    /** executions begun in any minute, over all workers; null = no limit of its own */
    maxCallsPerMinute: integer(),
    isActive: boolean().notNull().default(true),
    lastCheck: jsonb(),
    version: integer().notNull().default(1),
    deletedAt: moment(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('configurations_name')
      .on(table.organizationId, sql`lower(${table.name})`)
      .where(sql`${table.deletedAt} is null`),
  ],
)

/** What is left of `max_calls_per_minute`: a token bucket by database time. No row: full. */
export const targetRates = pgTable('target_rates', {
  targetId: uuid()
    .primaryKey()
    .references(() => configurations.id, { onDelete: 'cascade' }),
  /** below 0 after tries that did not wait for one */
  tokens: doublePrecision().notNull(),
  refilledAt: moment().notNull(),
})

/** Targets that answer nobody: no item is let in before `until`, by database time. */
export const targetHolds = pgTable('target_holds', {
  targetId: uuid()
    .primaryKey()
    .references(() => configurations.id, { onDelete: 'cascade' }),
  until: moment().notNull(),
  reason: text().notNull(),
})

export const configurationHistory = pgTable(
  'configuration_history',
  {
    id: id(),
    configurationId: uuid()
      .notNull()
      .references(() => configurations.id, { onDelete: 'cascade' }),
    version: integer().notNull(),
    name: text().notNull(),
    config: jsonb().notNull(),
    maxConcurrency: integer(),
    maxCallsPerMinute: integer(),
    changedBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('configuration_history_version').on(table.configurationId, table.version),
  ],
)

/** Variables that suites use as `${name}`. */
export const environmentVariables = pgTable(
  'environment_variables',
  {
    configurationId: uuid()
      .notNull()
      .references(() => configurations.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    /** plain text, or an envelope when `isSecret` */
    value: text().notNull(),
    isSecret: boolean().notNull().default(false),
    updatedAt: updatedAt(),
  },
  (table) => [primaryKey({ columns: [table.configurationId, table.name] })],
)
