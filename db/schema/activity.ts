import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'

import { actorKinds } from '#db/enums.ts'
import { organizationId, users } from '#db/schema/accounts.ts'
import { createdAt, id, oneOf } from '#db/schema/columns.ts'

/** Audit trail: written in the transaction of what it tells of. */
export const activityLog = pgTable(
  'activity_log',
  {
    id: id(),
    organizationId: organizationId(),
    /** null: no person */
    userId: uuid().references(() => users.id, { onDelete: 'set null' }),
    /** null in entries of older versions: a user where there is one, else Earshot itself */
    actorKind: oneOf(actorKinds),
    /** the API token, the connection or the schedule that acted */
    actorRef: uuid(),
    /** its name at that time */
    actorName: text(),
    /** `<domain>.<verb>` */
    action: text().notNull(),
    entityType: text().notNull(),
    entityId: uuid(),
    detail: jsonb().notNull().default({}),
    /** what was changed, as it was and as it is now; secrets masked. null: nothing, or not told */
    before: jsonb(),
    after: jsonb(),
    requestId: text(),
    createdAt: createdAt(),
  },
  (table) => [
    index('activity_log_newest').on(table.organizationId, table.id),
    index('activity_log_user').on(table.organizationId, table.userId, table.id),
    index('activity_log_entity').on(table.entityType, table.entityId),
  ],
)
