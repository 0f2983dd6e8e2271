import { z } from 'zod'

import { calibrationStates, meaningEngines } from '#db/enums.ts'

const Text = z.string().trim().min(1).max(2_000)

/** Two texts and whether a careful person says that the reply says what was expected. One line of a file of pairs. */
export const LabelledPair = z.strictObject({
  language: z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag'),
  expected: Text,
  reply: Text,
  same: z.boolean(),
})
export type LabelledPair = z.output<typeof LabelledPair>

/** Pairs that one calibration takes: a promise of 0.3 % needs about 1,800 beyond each cut. */
export const maxPairs = 20_000

export const CalibrateInput = z.strictObject({
  engine: z.enum(meaningEngines),
  pairs: z.array(LabelledPair).min(2).max(maxPairs),
})
export type CalibrateInput = z.input<typeof CalibrateInput>

const Side = z.object({
  cut: z.number().nullable(),
  pairs: z.number().int(),
  errors: z.number().int(),
  bound: z.number(),
  share: z.number(),
})
export const CalibrationFigures = z.object({ same: Side, different: Side, text: z.string() })

export const CalibrationView = z.object({
  id: z.uuid(),
  engine: z.enum(meaningEngines),
  model: z.string(),
  language: z.string(),
  state: z.enum(calibrationStates),
  pairs: z.number().int(),
  scored: z.number().int(),
  /** score from which two texts say the same, and up to which they do not; null: never decided */
  same: z.number().nullable(),
  different: z.number().nullable(),
  figures: CalibrationFigures.nullable(),
  /** the largest change of a kept pair's score when last looked at, and when that was */
  drift: z.number().nullable(),
  checked_at: z.iso.datetime().nullable(),
  /** why it failed, or no longer counts */
  reason: z.string().nullable(),
  created_at: z.iso.datetime(),
})
export type CalibrationView = z.output<typeof CalibrationView>

/** An engine of meaning that the settings name. */
export const EngineView = z.object({
  id: z.enum(meaningEngines),
  label: z.string(),
  model: z.string(),
  /** languages in which it may decide */
  languages: z.array(z.string()),
})
export type EngineView = z.output<typeof EngineView>
