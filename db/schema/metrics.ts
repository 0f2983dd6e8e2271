import { sql } from 'drizzle-orm'
import { bigint, date, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'

import { runModes } from '#db/enums.ts'
import { organizationId } from '#db/schema/accounts.ts'
import { oneOf } from '#db/schema/columns.ts'

/** Daily roll-up, kept up to date by the transactions that record and re-judge executions: trends never scan executions. */
export const testMetrics = pgTable(
  'test_metrics',
  {
    organizationId: organizationId(),
    /** UTC day on which the execution ended */
    day: date().notNull(),
    suiteId: uuid().notNull(),
    language: text().notNull(),
    mode: oneOf(runModes).notNull(),
    executions: integer().notNull().default(0),
    passed: integer().notNull().default(0),
    failed: integer().notNull().default(0),
    invalid: integer().notNull().default(0),
    passedAfterRetry: integer().notNull().default(0),
    responseMsSum: bigint({ mode: 'number' }).notNull().default(0),
    /** counts by 5 % latency bin of clean attempts; see lib/platform/format/latency-bins.ts */
    responseBins: integer()
      .array()
      .notNull()
      .default(sql`'{}'`),
  },
  (table) => [
    primaryKey({
      columns: [table.organizationId, table.day, table.suiteId, table.language, table.mode],
    }),
    index('test_metrics_suite').on(table.suiteId, table.day),
  ],
)

/** The same over all suites, languages and modes: what the overview reads, one row a day. Kept by the same transactions. */
export const dailyTotals = pgTable(
  'daily_totals',
  {
    organizationId: organizationId(),
    day: date().notNull(),
    executions: integer().notNull().default(0),
    passed: integer().notNull().default(0),
    failed: integer().notNull().default(0),
    invalid: integer().notNull().default(0),
    passedAfterRetry: integer().notNull().default(0),
    responseMsSum: bigint({ mode: 'number' }).notNull().default(0),
    responseBins: integer()
      .array()
      .notNull()
      .default(sql`'{}'`),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.day] })],
)
