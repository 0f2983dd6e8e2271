import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, real, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'

import { calibrationStates, meaningEngines } from '#db/enums.ts'
import { organizationId, users } from '#db/schema/accounts.ts'
import { createdAt, id, moment, oneOf, oneOfCheck } from '#db/schema/columns.ts'

/**
 * What an engine of meaning is worth in one language: its scores of labelled pairs, and the thresholds that follow from
 * them. Only the one in force decides anything; a new one replaces it.
 */
export const meaningCalibrations = pgTable(
  'meaning_calibrations',
  {
    id: id(),
    organizationId: organizationId(),
    engine: oneOf(meaningEngines).notNull(),
    model: text().notNull(),
    language: text().notNull(),
    state: oneOf(calibrationStates).notNull().default('running'),
    /** `LabelledPair[]`: kept until they are scored */
    pairs: jsonb().notNull(),
    pairCount: integer().notNull(),
    scored: integer().notNull().default(0),
    /** score from which two texts say the same, and up to which they do not; null: never earned */
    same: real(),
    different: real(),
    /** `CalibrationFigures`: counts, errors and bounds at both cuts */
    figures: jsonb(),
    /** `Anchor[]`: pairs whose scores must stay as they are */
    anchors: jsonb().notNull().default([]),
    /** the largest change of an anchor's score when last looked at */
    drift: real(),
    checkedAt: moment(),
    /** why it failed, or no longer counts */
    reason: text(),
    createdBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('meaning_calibrations_in_force')
      .on(table.organizationId, table.engine, table.model, table.language)
      .where(sql`${table.state} = 'in_force'`),
    index('meaning_calibrations_organization').on(table.organizationId, table.id),
    oneOfCheck('meaning_calibrations_engine', table.engine, meaningEngines),
    oneOfCheck('meaning_calibrations_state', table.state, calibrationStates),
  ],
)
