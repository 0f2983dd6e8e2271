import { index, integer, jsonb, pgTable, real, text, uuid } from 'drizzle-orm/pg-core'

import { searchAxes, searchOutcomes } from '#db/enums.ts'
import { organizationId, users } from '#db/schema/accounts.ts'
import { createdAt, id, moment, oneOf, oneOfCheck } from '#db/schema/columns.ts'
import { testRuns } from '#db/schema/runs.ts'
import { testCases } from '#db/schema/suites.ts'
import { configurations } from '#db/schema/targets.ts'

/** Searches for the point where a case breaks; each is one run that grows by a level at a time. */
export const breakPointSearches = pgTable(
  'break_point_searches',
  {
    id: id(),
    organizationId: organizationId(),
    runId: uuid()
      .notNull()
      .unique()
      .references(() => testRuns.id, { onDelete: 'cascade' }),
    caseId: uuid()
      .notNull()
      .references(() => testCases.id),
    caseVersion: integer().notNull(),
    targetId: uuid()
      .notNull()
      .references(() => configurations.id),
    language: text().notNull(),
    axis: oneOf(searchAxes).notNull(),
    /** `SearchPlan`: from where to where, how fine, how often, over which conditions */
    plan: jsonb().notNull(),
    /** levels so far, in the order in which they were tried, each with the device profiles of its items */
    probes: jsonb().notNull().default([]),
    outcome: oneOf(searchOutcomes),
    /** midway between the two below */
    breakPoint: real(),
    /** the hardest level that passed and the easiest that failed: the robustness threshold lies between them */
    passesAt: real(),
    failsAt: real(),
    createdBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    finishedAt: moment(),
  },
  (table) => [
    index('break_point_searches_newest').on(table.organizationId, table.id),
    index('break_point_searches_case').on(table.caseId, table.targetId, table.id),
    oneOfCheck('break_point_searches_axis', table.axis, searchAxes),
    oneOfCheck('break_point_searches_outcome', table.outcome, searchOutcomes),
  ],
)
