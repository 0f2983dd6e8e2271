import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core'

import { organizationId } from '#db/schema/accounts.ts'
import { createdAt, moment } from '#db/schema/columns.ts'

/** Worker processes and when each was last seen. */
export const workers = pgTable(
  'workers',
  {
    id: uuid().primaryKey(),
    hostname: text().notNull(),
    pid: integer().notNull(),
    state: text().notNull(),
    inFlight: integer().notNull().default(0),
    capacity: integer().notNull(),
    detail: jsonb().notNull().default({}),
    startedAt: moment().notNull().defaultNow(),
    seenAt: moment().notNull().defaultNow(),
  },
  (table) => [index('workers_seen').on(table.seenAt)],
)

/** First answer to a request with an `Idempotency-Key`, replayed for the same key. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    organizationId: organizationId(),
    key: text().notNull(),
    requestHash: text().notNull(),
    /** null while the first request is under way */
    status: integer(),
    body: jsonb(),
    userId: uuid().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.key] }),
    index('idempotency_keys_age').on(table.createdAt),
  ],
)

/** What was used of limits that hold for all processes together; the columns are those of rate-limiter-flexible. */
export const rateLimits = pgTable('rate_limits', {
  key: varchar({ length: 255 }).primaryKey(),
  points: integer().notNull().default(0),
  /** ms since 1970 */
  expire: bigint({ mode: 'number' }),
})
