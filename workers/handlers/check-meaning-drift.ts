import { checkDrift } from '#lib/meaning/check-drift.ts'
import { configuredEngines } from '#lib/meaning/configured.ts'
import { settings } from '#lib/platform/config/settings.ts'
import type { Handler } from '#workers/types.ts'

/** Looks whether engines of meaning still score as they did. */
export const checkMeaningDrift: Handler<'meaning.drift'> = async ({ db }, _payload, signal) => {
  await checkDrift(db, configuredEngines(settings()), signal)
}
