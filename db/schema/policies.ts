import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'

import { policyScopes } from '#db/enums.ts'
import { organizationId, users } from '#db/schema/accounts.ts'
import { createdAt, id, moment, oneOf, oneOfCheck } from '#db/schema/columns.ts'
import { voiceTestExecutions } from '#db/schema/executions.ts'
import { reviewDecisions } from '#db/schema/review.ts'
import { testCases, testSuites } from '#db/schema/suites.ts'

/**
 * Validation policies. Rows are added, never changed: the newest of the narrowest scope is in force (case, suite,
 * organization), and version 0 is the built-in one of the settings.
 */
export const validationPolicies = pgTable(
  'validation_policies',
  {
    id: id(),
    organizationId: organizationId(),
    scope: oneOf(policyScopes).notNull(),
    suiteId: uuid().references(() => testSuites.id, { onDelete: 'cascade' }),
    caseId: uuid().references(() => testCases.id, { onDelete: 'cascade' }),
    /** one count for the whole organization */
    version: integer().notNull(),
    /** `PolicySettings`; null: from here on the wider scope holds again */
    settings: jsonb(),
    /** why, in the words of whoever saved it */
    note: text().notNull().default(''),
    createdBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('validation_policies_version').on(table.organizationId, table.version),
    index('validation_policies_scope').on(
      table.organizationId,
      table.scope,
      table.suiteId,
      table.caseId,
      table.version,
    ),
    oneOfCheck('validation_policies_scope_value', table.scope, policyScopes),
    check(
      'validation_policies_subject',
      sql`(${table.scope} = 'suite') = (${table.suiteId} is not null) and (${table.scope} = 'case') = (${table.caseId} is not null)`,
    ),
  ],
)

/** A wording of a reply that a person has decided on: the same wording is decided without a person from then on. */
const replyColumns = () => ({
  id: id(),
  organizationId: organizationId(),
  caseId: uuid()
    .notNull()
    .references(() => testCases.id, { onDelete: 'cascade' }),
  /** index of the turn, from 0 */
  turn: integer().notNull(),
  /** BCP-47 */
  language: text().notNull(),
  /** hash of what was said up to this turn and expected of it: for another question the reply may be wrong */
  contextHash: text().notNull(),
  /** `tokenForm` of the reply */
  form: text().notNull(),
  formHash: text().notNull(),
  /** the reply as it was */
  reply: text().notNull(),
  decisionId: uuid()
    .notNull()
    .references(() => reviewDecisions.id, { onDelete: 'cascade' }),
  executionId: uuid()
    .notNull()
    .references(() => voiceTestExecutions.id, { onDelete: 'cascade' }),
  createdBy: uuid().references(() => users.id, { onDelete: 'set null' }),
  createdAt: createdAt(),
  withdrawnAt: moment(),
  withdrawnBy: uuid().references(() => users.id, { onDelete: 'set null' }),
  withdrawnWhy: text(),
})

export const approvedReplies = pgTable('approved_replies', replyColumns(), (table) => [
  uniqueIndex('approved_replies_live')
    .on(table.caseId, table.language, table.turn, table.contextHash, table.formHash)
    .where(sql`${table.withdrawnAt} is null`),
  index('approved_replies_organization').on(table.organizationId, table.id),
  index('approved_replies_execution').on(table.executionId),
])

export const rejectedReplies = pgTable('rejected_replies', replyColumns(), (table) => [
  uniqueIndex('rejected_replies_live')
    .on(table.caseId, table.language, table.turn, table.contextHash, table.formHash)
    .where(sql`${table.withdrawnAt} is null`),
  index('rejected_replies_organization').on(table.organizationId, table.id),
  index('rejected_replies_execution').on(table.executionId),
])
