import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core'

import { reviewStatuses, runModes, verdicts } from '#db/enums.ts'
import { users } from '#db/schema/accounts.ts'
import { createdAt, moment, oneOf, oneOfCheck } from '#db/schema/columns.ts'

/**
 * One attempt at an item: hot columns only, what lists and statistics read. Range partitions on the UUIDv7 key; the
 * newest-first list touches only the newest one. No foreign keys: its item is locked by the transaction that writes it, and
 * a trigger on items removes what goes with them (`earshot_remove_executions`).
 */
export const voiceTestExecutions = pgTable(
  'voice_test_executions',
  {
    id: uuid().primaryKey(),
    organizationId: uuid().notNull(),
    runId: uuid().notNull(),
    itemId: uuid().notNull(),
    suiteId: uuid().notNull(),
    caseId: uuid().notNull(),
    caseVersion: integer().notNull(),
    language: text().notNull(),
    deviceProfileId: uuid(),
    mode: oneOf(runModes).notNull(),
    attempt: smallint().notNull(),
    /** the item's last attempt, the one that counts; earlier ones are kept and shown */
    isFinal: boolean().notNull(),
    verdict: oneOf(verdicts).notNull(),
    reviewStatus: oneOf(reviewStatuses).notNull(),
    confidence: real().notNull(),
    blame: text(),
    /** twin mode: the verdict on what was answered when the same was sent as text */
    twinVerdict: oneOf(verdicts),
    /** response latency of the slowest turn, ms; null when no turn was answered */
    responseMs: integer(),
    startedAt: moment().notNull(),
    finishedAt: moment().notNull(),
  },
  (table) => [
    index('voice_test_executions_run').on(table.runId, table.id),
    index('voice_test_executions_newest').on(table.organizationId, table.id),
    // Attempts of an item, and its delete.
    index('voice_test_executions_item').on(table.itemId),
    oneOfCheck('voice_test_executions_mode', table.mode, runModes),
    oneOfCheck('voice_test_executions_verdict', table.verdict, verdicts),
    oneOfCheck('voice_test_executions_review_status', table.reviewStatus, reviewStatuses),
  ],
)

/**
 * The large side of an execution: evidence by turn and the raw exchange. Same partitions. No foreign key: the row is
 * written and dropped with its execution, and the check was the dearest part of recording a result.
 */
export const executionDetails = pgTable('execution_details', {
  executionId: uuid().primaryKey(),
  /** `TurnEvidence[]`: all that validation reads */
  turns: jsonb().notNull(),
  /** the same case by text, in twin mode */
  twinTurns: jsonb(),
  /** redacted `ExchangeEntry[]` */
  exchange: jsonb().notNull(),
  /** tries at single requests within this execution */
  attempts: jsonb().notNull(),
  /** `StoredCall`: the recording of the whole call, where one was made */
  call: jsonb(),
})

/** Conditions of an execution on a device profile, with what was really achieved. The profile may be in no table. */
export const deviceTestExecutions = pgTable('device_test_executions', {
  executionId: uuid()
    .primaryKey()
    .references(() => voiceTestExecutions.id, { onDelete: 'cascade' }),
  deviceProfileId: uuid().notNull(),
  /** name, settings and seed of the profile as the run has it */
  settings: jsonb().notNull(),
  /** `ConditionsReport[]`, one for each spoken turn */
  measured: jsonb().notNull(),
})

/** The judgement in force. One per execution: the key is the execution's. Same partitions, no foreign key, as above. */
export const validationResults = pgTable(
  'validation_results',
  {
    executionId: uuid().primaryKey(),
    verdict: oneOf(verdicts).notNull(),
    confidence: real().notNull(),
    score: real(),
    reviewStatus: oneOf(reviewStatuses).notNull(),
    blame: text(),
    reason: text().notNull(),
    /** twin mode: the verdict on the text side, and why */
    twinVerdict: oneOf(verdicts),
    twinReason: text(),
    /** `Score[]` with evidence */
    scores: jsonb().notNull(),
    policyVersion: integer().notNull(),
    /** what Earshot said of itself: a person's decision never changes it */
    automaticVerdict: oneOf(verdicts).notNull(),
    automaticConfidence: real().notNull(),
    /** whether the evidence proves the automatic verdict; null in judgements from before proofs were told */
    proven: boolean(),
    /** in which its reviews are counted, see `bandOf`; null when invalid */
    band: text(),
    /** the state of the band when this was judged, in words */
    bandText: text(),
    /** `Doubt[]`: why a person is needed */
    doubts: jsonb().notNull().default([]),
    revision: smallint().notNull().default(1),
    validatedAt: moment().notNull().defaultNow(),
  },
  (table) => [
    oneOfCheck('validation_results_verdict', table.verdict, verdicts),
    oneOfCheck('validation_results_automatic_verdict', table.automaticVerdict, verdicts),
    oneOfCheck('validation_results_review_status', table.reviewStatus, reviewStatuses),
  ],
)

/** Judgements that a later validation replaced. */
export const validationResultVersions = pgTable(
  'validation_result_versions',
  {
    executionId: uuid()
      .notNull()
      .references(() => voiceTestExecutions.id, { onDelete: 'cascade' }),
    revision: smallint().notNull(),
    result: jsonb().notNull(),
    /** why it was judged anew, in words */
    why: text().notNull().default(''),
    /** version of the policy that replaced it; null in rows from before it was told */
    replacedByPolicy: integer(),
    replacedBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    replacedAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.executionId, table.revision] })],
)
