import type { meaningEngines } from '#db/enums.ts'
import type { MeaningEvidence } from '#lib/engines/validation/evidence.ts'

type EngineId = (typeof meaningEngines)[number]

/** Two texts of one language: does the reply say what was expected? */
export type MeaningPair = { expected: string; reply: string; language: string }

/** An engine's opinion: a score, and what it rests on. */
export type Opinion = Pick<MeaningEvidence, 'score' | 'cited' | 'votes'>

/** Compares what two texts mean. A score means something only beside thresholds of the same engine, model and language. */
export type MeaningEngine = {
  id: EngineId
  label: string
  model: string
  /** how far the score of a kept pair may move until the calibration no longer counts */
  driftTolerance: number
  /** Throws `UpstreamError` or another error in words. */
  compare(pair: MeaningPair, signal: AbortSignal): Promise<Opinion>
  close?(): Promise<void>
}
