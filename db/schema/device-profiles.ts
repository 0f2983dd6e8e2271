import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'

import { organizationId, users } from '#db/schema/accounts.ts'
import { createdAt, id, updatedAt } from '#db/schema/columns.ts'

/** Acoustic and network conditions a caller is heard through. The built-in ones are in no row. */
export const deviceProfiles = pgTable(
  'device_profiles',
  {
    id: id(),
    organizationId: organizationId(),
    name: text().notNull(),
    description: text().notNull().default(''),
    settings: jsonb().notNull(),
    seed: integer().notNull().default(1),
    /** of settings and seed: what is heard through the profile changes with it */
    version: integer().notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('device_profiles_name').on(table.organizationId, sql`lower(${table.name})`),
    index('device_profiles_organization').on(table.organizationId),
  ],
)

/** Uploaded noise. The bytes lie in storage by their content; this says whose they are. */
export const noiseRecordings = pgTable(
  'noise_recordings',
  {
    id: id(),
    organizationId: organizationId(),
    name: text().notNull(),
    /** storage key in the `input-audio` bucket */
    key: text().notNull(),
    durationMs: integer().notNull(),
    createdBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex('noise_recordings_key').on(table.organizationId, table.key)],
)
