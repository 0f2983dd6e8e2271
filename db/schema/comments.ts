import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'

import { commentSubjects } from '#db/enums.ts'
import { organizationId, users } from '#db/schema/accounts.ts'
import { createdAt, id, moment, oneOf, oneOfCheck } from '#db/schema/columns.ts'

export const comments = pgTable(
  'comments',
  {
    id: id(),
    organizationId: organizationId(),
    subject: oneOf(commentSubjects).notNull(),
    subjectId: uuid().notNull(),
    authorId: uuid().references(() => users.id, { onDelete: 'set null' }),
    body: text().notNull(),
    editedAt: moment(),
    deletedAt: moment(),
    createdAt: createdAt(),
  },
  (table) => [
    index('comments_subject').on(table.subject, table.subjectId, table.id),
    oneOfCheck('comments_subject_value', table.subject, commentSubjects),
  ],
)
