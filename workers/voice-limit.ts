import { availableParallelism } from 'node:os'

import { settings } from '#lib/platform/config/settings.ts'

/**
 * Calls by voice for each core, and for the one thread that speaks: bench/lateness.ts finds 500 of them in time on two cores, of
 * which they leave half idle; further cores are for further workers.
 */
const callsForCore = 250
const callsOfThread = 500

/** How many calls by voice one worker holds at once; fewer than executions in all where the machine is small. */
export const voiceLimit = (cores = availableParallelism()): number => {
  const { WORKER_CONCURRENCY: all, WORKER_VOICE_CONCURRENCY: set } = settings()
  return Math.min(all, set ?? Math.min(callsOfThread, callsForCore * cores))
}
