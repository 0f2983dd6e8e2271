import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'

import { edgeCaseStatuses, severities } from '#db/enums.ts'
import { organizationId, users } from '#db/schema/accounts.ts'
import { createdAt, id, oneOf, oneOfCheck, updatedAt } from '#db/schema/columns.ts'
import { voiceTestExecutions } from '#db/schema/executions.ts'
import { testCases } from '#db/schema/suites.ts'

export const edgeCases = pgTable(
  'edge_cases',
  {
    id: id(),
    organizationId: organizationId(),
    caseId: uuid().references(() => testCases.id, { onDelete: 'set null' }),
    executionId: uuid().references(() => voiceTestExecutions.id, { onDelete: 'set null' }),
    title: text().notNull(),
    description: text().notNull().default(''),
    category: text().notNull().default('other'),
    severity: oneOf(severities).notNull().default('medium'),
    status: oneOf(edgeCaseStatuses).notNull().default('open'),
    createdBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index('edge_cases_status').on(table.organizationId, table.status, table.id),
    oneOfCheck('edge_cases_severity', table.severity, severities),
    oneOfCheck('edge_cases_status_value', table.status, edgeCaseStatuses),
  ],
)
