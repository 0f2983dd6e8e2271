import { sql } from 'drizzle-orm'
import {
  bigint,
  doublePrecision,
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
import { createdAt, id, moment } from '#db/schema/columns.ts'

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
    /** application name of the session that lives as long as its process; null in workers from before they had one */
    session: text(),
    startedAt: moment().notNull().defaultNow(),
    seenAt: moment().notNull().defaultNow(),
  },
  (table) => [index('workers_seen').on(table.seenAt)],
)

/** Workers that were killed because they had been silent for too long. */
export const workerKills = pgTable(
  'worker_kills',
  {
    id: id(),
    /** null: it was silent before it had a row in `workers` */
    workerId: uuid(),
    hostname: text().notNull(),
    pid: integer().notNull(),
    silentMs: integer().notNull(),
    /** what it was at work on, of all organizations */
    itemIds: uuid()
      .array()
      .notNull()
      .default(sql`'{}'`),
    killedAt: moment().notNull().defaultNow(),
  },
  (table) => [index('worker_kills_newest').on(table.killedAt)],
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

/** What all processes have counted together, a value for each series; see lib/platform/metrics. */
export const metricTotals = pgTable(
  'metric_totals',
  {
    /** as Prometheus has it, with `_bucket`, `_sum` and `_count` of histograms */
    name: text().notNull(),
    /** JSON object, its keys in order */
    labels: text().notNull(),
    value: doublePrecision().notNull(),
  },
  (table) => [primaryKey({ columns: [table.name, table.labels] })],
)

/** Processes that count: how far each has been added to the totals, and what holds for it alone. */
export const metricReporters = pgTable('metric_reporters', {
  id: uuid().primaryKey(),
  /** of its last report that was added: the same one again changes nothing */
  sequence: integer().notNull(),
  /** values that are not added up, as rows of the totals */
  gauges: jsonb().notNull().default([]),
  seenAt: moment().notNull().defaultNow(),
})
