import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  pgTable,
  real,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

import { decisions, reviewItemStatuses, reviewReasons, verdicts } from '#db/enums.ts'
import { organizationId, users } from '#db/schema/accounts.ts'
import { createdAt, id, moment, oneOf, oneOfCheck } from '#db/schema/columns.ts'
import { voiceTestExecutions } from '#db/schema/executions.ts'
import { testRuns } from '#db/schema/runs.ts'

/** The manual-review queue. */
export const reviewItems = pgTable(
  'review_items',
  {
    id: id(),
    organizationId: organizationId(),
    executionId: uuid()
      .notNull()
      .references(() => voiceTestExecutions.id, { onDelete: 'cascade' }),
    runId: uuid()
      .notNull()
      .references(() => testRuns.id, { onDelete: 'cascade' }),
    reason: oneOf(reviewReasons).notNull(),
    /** how it first came into the queue: a second look never changes it */
    origin: oneOf(reviewReasons).notNull(),
    /** probability with which it was drawn as an audit, 0..1; null when it was not drawn */
    auditShare: real(),
    /** of the wording of its answers: repetitions of a case with one answer count once */
    answerHash: text(),
    status: oneOf(reviewItemStatuses).notNull().default('pending'),
    confidence: real().notNull(),
    claimedBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    claimedAt: moment(),
    /** the claim ends here unless the reviewer's page renews it */
    leaseExpiresAt: moment(),
    decidedAt: moment(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('review_items_execution').on(table.executionId),
    index('review_items_open')
      .on(table.organizationId, table.confidence, table.id)
      .where(sql`${table.status} = 'pending'`),
    index('review_items_oldest')
      .on(table.organizationId, table.id)
      .where(sql`${table.status} = 'pending'`),
    index('review_items_run').on(table.runId),
    // What bands are counted from, in the order of their draw.
    index('review_items_organization').on(table.organizationId, table.executionId),
    oneOfCheck('review_items_reason', table.reason, reviewReasons),
    oneOfCheck('review_items_origin', table.origin, reviewReasons),
    oneOfCheck('review_items_status', table.status, reviewItemStatuses),
  ],
)

/** Who decided what, when, how long it took and why. Never changed; the newest one counts. */
export const reviewDecisions = pgTable(
  'review_decisions',
  {
    id: id(),
    organizationId: organizationId(),
    itemId: uuid()
      .notNull()
      .references(() => reviewItems.id, { onDelete: 'cascade' }),
    executionId: uuid()
      .notNull()
      .references(() => voiceTestExecutions.id, { onDelete: 'cascade' }),
    reviewerId: uuid().references(() => users.id, { onDelete: 'set null' }),
    decision: oneOf(decisions).notNull(),
    verdict: oneOf(verdicts).notNull(),
    /** what Earshot had said, so that thresholds can learn from it */
    automaticVerdict: oneOf(verdicts).notNull(),
    automaticConfidence: real().notNull(),
    /** whether the evidence proved it; null in decisions from before proofs were told */
    automaticProven: boolean(),
    /** the band that it belonged to, see `bandOf` */
    band: text(),
    notes: text().notNull().default(''),
    /** ms from claim to decision */
    durationMs: integer(),
    createdAt: createdAt(),
  },
  (table) => [
    index('review_decisions_execution').on(table.executionId, table.id),
    index('review_decisions_organization').on(table.organizationId, table.id),
    oneOfCheck('review_decisions_decision', table.decision, decisions),
    oneOfCheck('review_decisions_verdict', table.verdict, verdicts),
  ],
)
