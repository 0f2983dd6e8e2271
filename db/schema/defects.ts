import {
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

import { defectStatuses, severities } from '#db/enums.ts'
import { organizationId, users } from '#db/schema/accounts.ts'
import { createdAt, id, moment, oneOf, oneOfCheck, updatedAt } from '#db/schema/columns.ts'
import { voiceTestExecutions } from '#db/schema/executions.ts'
import { testCases } from '#db/schema/suites.ts'

/** A fault of the voice AI, with executions as evidence. */
export const defects = pgTable(
  'defects',
  {
    id: id(),
    organizationId: organizationId(),
    caseId: uuid().references(() => testCases.id, { onDelete: 'set null' }),
    title: text().notNull(),
    description: text().notNull().default(''),
    severity: oneOf(severities).notNull().default('medium'),
    status: oneOf(defectStatuses).notNull().default('open'),
    blame: text(),
    language: text(),
    /** the same failure again is the same defect */
    fingerprint: text().notNull(),
    occurrences: integer().notNull().default(1),
    assignedTo: uuid().references(() => users.id, { onDelete: 'set null' }),
    jiraIssueKey: text(),
    jiraIssueUrl: text(),
    jiraStatus: text(),
    jiraSyncedAt: moment(),
    githubIssueUrl: text(),
    links: jsonb().notNull().default({}),
    resolvedAt: moment(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('defects_fingerprint').on(table.organizationId, table.fingerprint),
    index('defects_status').on(table.organizationId, table.status, table.id),
    oneOfCheck('defects_severity', table.severity, severities),
    oneOfCheck('defects_status_value', table.status, defectStatuses),
  ],
)

export const defectExecutions = pgTable(
  'defect_executions',
  {
    defectId: uuid()
      .notNull()
      .references(() => defects.id, { onDelete: 'cascade' }),
    executionId: uuid()
      .notNull()
      .references(() => voiceTestExecutions.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.defectId, table.executionId] }),
    index('defect_executions_execution').on(table.executionId),
  ],
)
