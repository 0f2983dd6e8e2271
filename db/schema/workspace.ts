import { boolean, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'

import { commentSubjects } from '#db/enums.ts'
import { createdAt, id, moment, oneOf, oneOfCheck, updatedAt } from '#db/schema/columns.ts'
import { organizationId, users } from '#db/schema/identity.ts'

export const knowledgeBaseArticles = pgTable(
  'knowledge_base_articles',
  {
    id: id(),
    organizationId: organizationId(),
    authorId: uuid().references(() => users.id, { onDelete: 'set null' }),
    title: text().notNull(),
    content: text().notNull(),
    category: text().notNull().default('general'),
    isPublished: boolean().notNull().default(false),
    views: integer().notNull().default(0),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index('knowledge_base_articles_category').on(table.organizationId, table.category),
    index('knowledge_base_articles_author').on(table.authorId),
    index('knowledge_base_articles_published').on(table.organizationId, table.isPublished),
  ],
)

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
