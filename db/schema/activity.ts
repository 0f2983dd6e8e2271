import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'

import { organizationId, users } from '#db/schema/accounts.ts'
import { createdAt, id } from '#db/schema/columns.ts'

/** Audit trail: written in the transaction of what it tells of. */
export const activityLog = pgTable(
  'activity_log',
  {
    id: id(),
    organizationId: organizationId(),
    /** null: the system itself */
    userId: uuid().references(() => users.id, { onDelete: 'set null' }),
    /** `<domain>.<verb>` */
    action: text().notNull(),
    entityType: text().notNull(),
    entityId: uuid(),
    detail: jsonb().notNull().default({}),
    requestId: text(),
    createdAt: createdAt(),
  },
  (table) => [
    index('activity_log_newest').on(table.organizationId, table.id),
    index('activity_log_entity').on(table.entityType, table.entityId),
  ],
)
