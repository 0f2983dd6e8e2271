import { sql } from 'drizzle-orm'
import { boolean, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'

import { organizationId, users } from '#db/schema/accounts.ts'
import { createdAt, id, moment, updatedAt } from '#db/schema/columns.ts'
import { testRuns } from '#db/schema/runs.ts'

export const schedules = pgTable(
  'schedules',
  {
    id: id(),
    organizationId: organizationId(),
    name: text().notNull(),
    cron: text().notNull(),
    timeZone: text().notNull().default('UTC'),
    /** the run to start: same shape as the body of POST /runs */
    request: jsonb().notNull(),
    isActive: boolean().notNull().default(true),
    /** an occurrence is left out while the run before is under way */
    skipWhileRunning: boolean().notNull().default(true),
    /** by the database's clock; null when none will come */
    nextRunAt: moment(),
    lastRunId: uuid().references(() => testRuns.id, { onDelete: 'set null' }),
    lastStartedAt: moment(),
    /** why the latest occurrence started nothing, in words */
    lastProblem: text(),
    createdBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('schedules_name').on(table.organizationId, sql`lower(${table.name})`),
    index('schedules_due')
      .on(table.nextRunAt)
      .where(sql`${table.isActive}`),
  ],
)
