import { createHash } from 'node:crypto'

/** Raised when resampling, levels or file layout change, so that old audio is not taken for new. */
const PIPELINE_VERSION = 1

/** Everything that decides what a stimulus sounds like. */
export type StimulusRecipe = {
  engine: string
  engineVersion: string
  /** The voice's own id, never `default`. */
  voice: string
  language: string
  rate: number
  text: string
  deviceProfile: string
  seed: number
}

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** One spelling of a text: composed characters, single spaces, no margins. */
export const canonicalText = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim()

/** Storage key of a recipe: SHA-256 of its canonical JSON (sorted keys, no spaces). */
export function stimulusKey(recipe: StimulusRecipe): string {
  const entries = Object.entries({ ...recipe, pipeline: PIPELINE_VERSION })
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `tts/${sha256(JSON.stringify(Object.fromEntries(sorted)))}.wav`
}

/** Storage key of an uploaded recording: SHA-256 of its bytes, per pipeline version. */
export const recordingKey = (bytes: Uint8Array) =>
  `recording/${PIPELINE_VERSION}-${sha256(bytes)}.wav`
