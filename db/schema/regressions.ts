import { sql } from 'drizzle-orm'
import { boolean, pgTable, uniqueIndex, uuid } from 'drizzle-orm/pg-core'

import { organizationId, users } from '#db/schema/accounts.ts'
import { createdAt, id } from '#db/schema/columns.ts'
import { testSuites } from '#db/schema/suites.ts'

/** The run that later runs of a suite are compared with. */
export const baselines = pgTable(
  'baselines',
  {
    id: id(),
    organizationId: organizationId(),
    suiteId: uuid()
      .notNull()
      .references(() => testSuites.id, { onDelete: 'cascade' }),
    targetId: uuid().notNull(),
    runId: uuid().notNull(),
    isCurrent: boolean().notNull().default(true),
    setBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('baselines_current')
      .on(table.suiteId, table.targetId)
      .where(sql`${table.isCurrent}`),
  ],
)
