import { boolean, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'

import { organizationId, users } from '#db/schema/accounts.ts'
import { createdAt, id, updatedAt } from '#db/schema/columns.ts'

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
