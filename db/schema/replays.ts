import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'

import { replayScopes, replayStates } from '#db/enums.ts'
import { organizationId, users } from '#db/schema/accounts.ts'
import { createdAt, id, moment, oneOf, oneOfCheck } from '#db/schema/columns.ts'
import { voiceTestExecutions } from '#db/schema/executions.ts'
import { testRuns } from '#db/schema/runs.ts'

/** Stored executions judged again by another policy, to see what would change; nothing changes until it is applied. */
export const replays = pgTable(
  'replays',
  {
    id: id(),
    organizationId: organizationId(),
    scope: oneOf(replayScopes).notNull(),
    runId: uuid().references(() => testRuns.id, { onDelete: 'cascade' }),
    /** no foreign key: it goes with its partition */
    executionId: uuid(),
    fromAt: moment(),
    toAt: moment(),
    /** `PolicySettings` of a draft; null: the policies in force */
    settings: jsonb(),
    note: text().notNull().default(''),
    state: oneOf(replayStates).notNull().default('running'),
    total: integer().notNull().default(0),
    judged: integer().notNull().default(0),
    /** executions whose judgement changed before the replay could be applied, or that are gone */
    passedOver: integer().notNull().default(0),
    /** `ReplaySummary` */
    summary: jsonb(),
    /** why it failed */
    reason: text(),
    createdBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    finishedAt: moment(),
  },
  (table) => [
    index('replays_organization').on(table.organizationId, table.id),
    oneOfCheck('replays_scope', table.scope, replayScopes),
    oneOfCheck('replays_state', table.state, replayStates),
  ],
)

/** An execution that would be judged otherwise. */
export const replayChanges = pgTable(
  'replay_changes',
  {
    replayId: uuid()
      .notNull()
      .references(() => replays.id, { onDelete: 'cascade' }),
    executionId: uuid()
      .notNull()
      .references(() => voiceTestExecutions.id, { onDelete: 'cascade' }),
    /** revision of the judgement that it was compared with: another one is not replaced */
    revision: integer().notNull(),
    /** `ReplayJudgement` */
    before: jsonb().notNull(),
    after: jsonb().notNull(),
    /** what a person decided, if anybody did */
    decided: text(),
    /** the person's decision differs from the new automatic verdict */
    contradicts: boolean().notNull(),
    appliedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.replayId, table.executionId] }),
    index('replay_changes_execution').on(table.executionId),
  ],
)
