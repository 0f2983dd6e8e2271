import { sql } from 'drizzle-orm'
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'

import {
  failOn,
  itemOrders,
  itemStatuses,
  runModes,
  runPurposes,
  runStatuses,
  verdicts,
} from '#db/enums.ts'
import { organizationId, users } from '#db/schema/accounts.ts'
import { createdAt, id, moment, oneOf, oneOfCheck, updatedAt } from '#db/schema/columns.ts'
import { testCases } from '#db/schema/suites.ts'
import { configurations } from '#db/schema/targets.ts'

export const testRuns = pgTable(
  'test_runs',
  {
    id: id(),
    organizationId: organizationId(),
    targetId: uuid()
      .notNull()
      .references(() => configurations.id),
    /** version of the target since which connector and settings are what this run used; null in runs from before it was kept */
    targetVersion: integer(),
    name: text().notNull(),
    mode: oneOf(runModes).notNull(),
    purpose: oneOf(runPurposes).notNull().default('test'),
    status: oneOf(runStatuses).notNull().default('queued'),
    priority: smallint().notNull().default(0),
    failOn: oneOf(failOn).notNull().default('any'),
    /** sequential: one item at a time, in their order, over all workers */
    itemOrder: oneOf(itemOrders).notNull().default('parallel'),
    suiteIds: uuid()
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** the request as accepted: suites, cases, languages, profiles, repetitions */
    request: jsonb().notNull(),
    /** target settings and variables at the start, no secrets: what was tested can be read back */
    snapshot: jsonb().notNull(),
    /** who or what started it: user, ci, schedule, retry */
    trigger: jsonb().notNull(),
    git: jsonb(),
    /** why the run ended without a judgement, in words */
    failureReason: text(),
    createdBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    /** since when nothing new of it is begun; beside the status, which goes on telling how far it is */
    pausedAt: moment(),
    expandedAt: moment(),
    startedAt: moment(),
    finishedAt: moment(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index('test_runs_newest').on(table.organizationId, table.id),
    index('test_runs_open')
      .on(table.organizationId)
      .where(sql`${table.status} in ('queued', 'running')`),
    index('test_runs_suites').using('gin', table.suiteIds),
    oneOfCheck('test_runs_mode', table.mode, runModes),
    oneOfCheck('test_runs_purpose', table.purpose, runPurposes),
    oneOfCheck('test_runs_status', table.status, runStatuses),
    oneOfCheck('test_runs_fail_on', table.failOn, failOn),
    oneOfCheck('test_runs_item_order', table.itemOrder, itemOrders),
  ],
)

/** Counters of a run, updated in the transaction that records its results; apart from `test_runs`, whose row is referenced by every item. */
export const runSummaries = pgTable('run_summaries', {
  runId: uuid()
    .primaryKey()
    .references(() => testRuns.id, { onDelete: 'cascade' }),
  total: integer().notNull().default(0),
  passed: integer().notNull().default(0),
  failed: integer().notNull().default(0),
  invalid: integer().notNull().default(0),
  cancelled: integer().notNull().default(0),
  manualReview: integer().notNull().default(0),
  passedAfterRetry: integer().notNull().default(0),
  /** sum of response times of clean attempts, for the mean */
  responseMsSum: bigint({ mode: 'number' }).notNull().default(0),
  responseCount: integer().notNull().default(0),
  /** goes up with every change of what the run's executions say, so that what is kept of it can be told from what is old */
  revision: integer().notNull().default(0),
})

/** What is dear to read from all executions of a run, kept once the run has ended; see `keptOf`. */
export const runFindings = pgTable(
  'run_findings',
  {
    runId: uuid()
      .notNull()
      .references(() => testRuns.id, { onDelete: 'cascade' }),
    kind: text().notNull(),
    /** of the counters from which it was read; with another one it is read again */
    state: text().notNull(),
    content: jsonb().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.kind] })],
)

/** Items of runs. Range partitions on the UUIDv7 key. */
export const testExecutionQueue = pgTable(
  'test_execution_queue',
  {
    id: id(),
    organizationId: uuid().notNull(),
    runId: uuid()
      .notNull()
      .references(() => testRuns.id, { onDelete: 'cascade' }),
    targetId: uuid().notNull(),
    suiteId: uuid().notNull(),
    caseId: uuid()
      .notNull()
      .references(() => testCases.id),
    caseVersion: integer().notNull(),
    language: text().notNull(),
    deviceProfileId: uuid(),
    repetition: smallint().notNull().default(1),
    priority: smallint().notNull().default(0),
    status: oneOf(itemStatuses).notNull().default('pending'),
    /** since when a worker holds it; counts against the concurrency limits from then until it ends or waits again */
    admittedAt: moment(),
    /** it waits for another try, and is not begun sooner */
    notBefore: moment(),
    /** tries begun, the fence of results; each recorded one is a row of `voice_test_executions` */
    attempt: smallint().notNull().default(0),
    /** tries used up, of those that one item has; 0 again when it waits for no fault of its own */
    tries: smallint().notNull().default(0),
    /** tries that ended without a judgement and were repeated */
    retries: smallint().notNull().default(0),
    /** how often people had it run again, up to MAX_ITEM_RETRIES */
    manualRetries: smallint().notNull().default(0),
    /** tries whose worker vanished without a word; 0 again once a try came through by itself */
    crashes: smallint().notNull().default(0),
    /** the worker that has begun it */
    workerId: uuid(),
    /** the worker that vanished under it, the last one */
    lostWorkerId: uuid(),
    executionId: uuid(),
    verdict: oneOf(verdicts),
    lastError: text(),
    startedAt: moment(),
    finishedAt: moment(),
  },
  (table) => [
    index('test_execution_queue_run').on(table.runId, table.id),
    // What claiming reads: the waiting line of each run, and what is under way.
    index('test_execution_queue_line')
      .on(table.runId, table.id)
      .where(sql`${table.status} = 'pending' and ${table.admittedAt} is null`),
    index('test_execution_queue_under_way')
      .on(table.organizationId, table.targetId, table.runId)
      .where(sql`${table.status} in ('pending', 'running') and ${table.admittedAt} is not null`),
    index('test_execution_queue_lost')
      .on(table.lostWorkerId)
      .where(sql`${table.lostWorkerId} is not null`),
    oneOfCheck('test_execution_queue_status', table.status, itemStatuses),
    oneOfCheck('test_execution_queue_verdict', table.verdict, verdicts),
  ],
)

/**
 * A conversation whose tools are called at an address of ours, with the mocks that answer there. It is gone when the
 * conversation has ended.
 */
export const toolSessions = pgTable(
  'tool_sessions',
  {
    id: id(),
    organizationId: organizationId(),
    itemId: uuid()
      .notNull()
      .references(() => testExecutionQueue.id, { onDelete: 'cascade' }),
    attempt: smallint().notNull(),
    language: text().notNull(),
    /** in the order in which they are tried, with their places */
    mocks: jsonb().notNull(),
    expiresAt: moment().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    index('tool_sessions_item').on(table.itemId),
    index('tool_sessions_expiry').on(table.expiresAt),
  ],
)

/** What was called there, until the worker that holds the conversation has read it. */
export const toolSessionCalls = pgTable(
  'tool_session_calls',
  {
    id: id(),
    organizationId: organizationId(),
    sessionId: uuid()
      .notNull()
      .references(() => toolSessions.id, { onDelete: 'cascade' }),
    /** the caller's own id: the same call is answered the same, and counts once */
    callId: text().notNull(),
    name: text().notNull(),
    arguments: jsonb(),
    /** place of the mock that answered */
    mock: smallint(),
    /** why none did, as half a sentence */
    unmatched: text(),
    requestedAt: createdAt(),
    /** null until the turn that it belongs to has ended */
    readAt: moment(),
  },
  (table) => [unique('tool_session_calls_once').on(table.sessionId, table.callId)],
)
