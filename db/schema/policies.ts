import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

import { policyScopes, verdicts } from '#db/enums.ts'
import { organizationId, users } from '#db/schema/accounts.ts'
import { createdAt, id, moment, oneOf, oneOfCheck } from '#db/schema/columns.ts'
import { voiceTestExecutions } from '#db/schema/executions.ts'
import { reviewDecisions } from '#db/schema/review.ts'
import { testRuns } from '#db/schema/runs.ts'
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

/** A band and verdict of one target and language; `key` is the hash of the two, which may be long. */
const bandColumns = () => ({
  organizationId: uuid().notNull(),
  targetId: uuid().notNull(),
  /** BCP-47 */
  language: text().notNull(),
  key: text().notNull(),
  band: text().notNull(),
  verdict: oneOf(verdicts).notNull(),
})

/**
 * What people were asked about, as bands count it: one row for each execution of the view `earshot_reviewed`, which says
 * what counts. Written by triggers only, with the change itself, and never read to show a single review. No foreign keys: the
 * triggers also remove.
 */
export const reviewedDecisions = pgTable(
  'reviewed_decisions',
  {
    executionId: uuid().primaryKey(),
    ...bandColumns(),
    targetVersion: integer(),
    caseId: uuid().notNull(),
    confidence: real().notNull(),
    share: real(),
    answer: text().notNull(),
    truth: text(),
  },
  (table) => [
    index('reviewed_decisions_place').on(
      table.organizationId,
      table.targetId,
      table.language,
      table.key,
      table.executionId,
    ),
  ],
)

/**
 * Bands whose reviews have changed since they were counted, once for each change: only added to, so that nobody who records a
 * review waits for another. Whoever counts a band removes the rows that were there when it was read.
 */
export const bandChanges = pgTable(
  'band_changes',
  { id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(), ...bandColumns() },
  (table) => [
    index('band_changes_place').on(
      table.organizationId,
      table.targetId,
      table.language,
      table.key,
      table.id,
    ),
  ],
)

/** Reviews of a band as they were counted last, by ranges of confidence (`RangeCounts`). */
export const bandCounts = pgTable(
  'band_counts',
  {
    ...bandColumns(),
    targetVersion: integer(),
    ranges: jsonb().notNull(),
    /** how often it was counted */
    revision: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.targetId, table.language, table.key] }),
  ],
)

/** Decisions of a run that has ended, by suite, band, verdict, proof and confidence; of the `state` of its counters. */
export const decisionCounts = pgTable('decision_counts', {
  runId: uuid()
    .primaryKey()
    .references(() => testRuns.id, { onDelete: 'cascade' }),
  state: text().notNull(),
  /** `KeptCount[]` */
  counts: jsonb().notNull(),
})
