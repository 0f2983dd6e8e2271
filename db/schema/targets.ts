import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

import { createdAt, id, moment, updatedAt } from './columns.ts'
import { organizationId, users } from './identity.ts'

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

/** Acoustic and network conditions a caller is heard through. */
export const deviceProfiles = pgTable(
  'device_profiles',
  {
    id: id(),
    organizationId: organizationId(),
    name: text().notNull(),
    settings: jsonb().notNull(),
    seed: integer().notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('device_profiles_name').on(table.organizationId, sql`lower(${table.name})`),
    index('device_profiles_organization').on(table.organizationId),
  ],
)
