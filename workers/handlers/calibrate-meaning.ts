import { configuredEngines } from '#lib/meaning/configured.ts'
import { runCalibration } from '#lib/meaning/run-calibration.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { systemCtx } from '#lib/platform/context.ts'
import type { Handler } from '#workers/types.ts'

/** Has an engine of meaning score labelled pairs. */
export const calibrateMeaning: Handler<'meaning.calibrate'> = async (
  { db },
  { organizationId, calibrationId },
  signal,
) => {
  const ctx = systemCtx(db, organizationId)
  await runCalibration(ctx, calibrationId, configuredEngines(settings()), signal)
}
