import { decodeWav } from '#lib/engines/speech/audio/wav.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { errorMessage, UpstreamError } from '#lib/platform/errors.ts'

/** Samples of a WAV file that a service answered. Throws `UpstreamError` for anything else and for an empty one. */
export function decodeAnswer(service: string, bytes: Buffer): Clip {
  let clip: Clip
  try {
    clip = decodeWav(bytes)
  } catch (error) {
    throw new UpstreamError(service, `unusable audio: ${errorMessage(error)}`, false, error)
  }
  if (clip.pcm.length === 0)
    throw new UpstreamError(service, 'unusable audio: it holds no sample', false)
  return clip
}
