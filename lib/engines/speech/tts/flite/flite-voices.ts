import type { Voice } from '#lib/engines/speech/types.ts'

/** Version of the pinned package; part of every cache key. */
export const FLITE_VERSION = '0.1.1'

/** Flite's voices at 16 kHz without audible noise in pauses, the default of each language first. */
export const fliteVoices: Voice[] = [
  { id: 'slt', languages: ['en-US'], gender: 'female', sampleRate: 16_000 },
  { id: 'rms', languages: ['en-US'], gender: 'male', sampleRate: 16_000 },
  { id: 'awb', languages: ['en-GB'], gender: 'male', sampleRate: 16_000 },
]
