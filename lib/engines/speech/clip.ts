/** Signed 16-bit mono samples and their rate in Hz. */
export type Clip = { pcm: Int16Array; sampleRate: number }

/** Levels of a clip in dBFS and its speech boundaries in ms from the first sample. */
export type Levels = {
  durationMs: number
  peakDb: number
  rmsDb: number
  /** Share of 20 ms frames that are silent, 0..1. */
  silentShare: number
  /** null when the clip holds no speech */
  speechStartMs: number | null
  speechEndMs: number | null
}
