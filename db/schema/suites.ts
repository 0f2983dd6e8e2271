import { sql } from 'drizzle-orm'
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

import { casePriorities, caseStatuses } from '#db/enums.ts'
import { organizationId, users } from '#db/schema/accounts.ts'
import { createdAt, id, moment, oneOf, oneOfCheck, updatedAt } from '#db/schema/columns.ts'

export const testSuites = pgTable(
  'test_suites',
  {
    id: id(),
    organizationId: organizationId(),
    name: text().notNull(),
    description: text().notNull().default(''),
    tags: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    createdBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    /** executions point here for ever: a deleted suite is hidden, not removed */
    deletedAt: moment(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('test_suites_name')
      .on(table.organizationId, sql`lower(${table.name})`)
      .where(sql`${table.deletedAt} is null`),
  ],
)

export const testCases = pgTable(
  'test_cases',
  {
    id: id(),
    organizationId: organizationId(),
    suiteId: uuid()
      .notNull()
      .references(() => testSuites.id, { onDelete: 'cascade' }),
    /** stable key of the suite file: an import updates, never duplicates */
    key: text().notNull(),
    name: text().notNull(),
    description: text().notNull().default(''),
    priority: oneOf(casePriorities).notNull().default('medium'),
    status: oneOf(caseStatuses).notNull().default('active'),
    /** the row of `test_case_versions` in force */
    version: integer().notNull().default(1),
    position: integer().notNull().default(0),
    tags: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    deletedAt: moment(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('test_cases_key')
      .on(table.suiteId, table.key)
      .where(sql`${table.deletedAt} is null`),
    index('test_cases_suite').on(table.suiteId, table.position),
    oneOfCheck('test_cases_priority', table.priority, casePriorities),
    oneOfCheck('test_cases_status', table.status, caseStatuses),
  ],
)

/** A language variant: what the caller says, turn by turn, in one language. */
export const testCaseLanguages = pgTable(
  'test_case_languages',
  {
    caseId: uuid()
      .notNull()
      .references(() => testCases.id, { onDelete: 'cascade' }),
    /** BCP-47 */
    language: text().notNull(),
    voice: text().notNull().default('default'),
    /** one entry a turn: `{ text }` or `{ audio, text? }` */
    utterances: jsonb().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.language] }),
    index('test_case_languages_language').on(table.language),
  ],
)

/** A reusable statement of what a right answer is. */
export const expectedOutcomes = pgTable(
  'expected_outcomes',
  {
    id: id(),
    organizationId: organizationId(),
    suiteId: uuid()
      .notNull()
      .references(() => testSuites.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    expectation: jsonb().notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index('expected_outcomes_suite').on(table.suiteId)],
)

/** Attaches an expected outcome to a turn of a case. */
export const testCaseOutcomes = pgTable(
  'test_case_outcomes',
  {
    caseId: uuid()
      .notNull()
      .references(() => testCases.id, { onDelete: 'cascade' }),
    turnIndex: integer().notNull(),
    outcomeId: uuid()
      .notNull()
      .references(() => expectedOutcomes.id, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.turnIndex] }),
    index('test_case_outcomes_outcome').on(table.outcomeId),
  ],
)

/** Immutable: what was executed can always be read back. */
export const testCaseVersions = pgTable(
  'test_case_versions',
  {
    caseId: uuid()
      .notNull()
      .references(() => testCases.id, { onDelete: 'cascade' }),
    version: integer().notNull(),
    /** the case object of a suite file, with every turn's expectation resolved into it */
    definition: jsonb().notNull(),
    createdBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.version] })],
)
