import { env } from '#lib/config/env.ts'
import { systemCtx } from '#lib/context.ts'
import { configuredEngines } from '#lib/meaning/configured.ts'
import { runCalibration } from '#lib/meaning/run-calibration.ts'

import type { Handler } from '../types.ts'

/** Has an engine of meaning score labelled pairs. */
export const calibrateMeaning: Handler<'meaning.calibrate'> = async (
  { db },
  { organizationId, calibrationId },
  signal,
) => {
  const ctx = systemCtx(db, organizationId)
  await runCalibration(ctx, calibrationId, configuredEngines(env), signal)
}
