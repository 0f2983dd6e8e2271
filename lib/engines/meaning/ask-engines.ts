import type { MeaningEngine, MeaningPair } from '#lib/engines/meaning/types.ts'
import type { MeaningEvidence } from '#lib/engines/validation/evidence.ts'
import { errorMessage } from '#lib/platform/errors.ts'

/** ms for all engines to say what they think of one reply. */
const patienceMs = 60_000
const maxReason = 300

async function ask(
  engine: MeaningEngine,
  pair: MeaningPair,
  signal: AbortSignal,
): Promise<MeaningEvidence> {
  const by = { engine: engine.id, model: engine.model }
  try {
    const { score, ...rest } = await engine.compare(pair, signal)
    return { ...by, score: Math.round(score * 1e4) / 1e4, ...rest }
  } catch (error) {
    return { ...by, score: 0, fault: errorMessage(error).slice(0, maxReason) }
  }
}

/**
 * What engines of meaning make of a reply. Never throws: an engine that fails says why, and decides nothing. The evidence is
 * kept with the turn, so that its verdict can be recomputed without asking again.
 */
export async function askEngines(
  engines: readonly MeaningEngine[],
  pair: MeaningPair,
  signal: AbortSignal,
): Promise<MeaningEvidence[]> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
  return Promise.all(engines.map((engine) => ask(engine, pair, limit)))
}
