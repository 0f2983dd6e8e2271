import type { Clip } from '#lib/engines/speech/clip.ts'
import { decodeAudio } from '#lib/engines/speech/decode/decode-audio.ts'
import { errorMessage, InvalidError, UpstreamError } from '#lib/platform/errors.ts'

/**
 * Samples of the audio that a service answered: a WAV file as asked for, or another form that `decodeAudio` reads. Throws
 * `UpstreamError` for anything else and for an empty one.
 */
export async function decodeAnswer(
  service: string,
  bytes: Uint8Array,
  signal?: AbortSignal,
): Promise<Clip> {
  try {
    const { pcm, sampleRate } = await decodeAudio(bytes, { signal })
    return { pcm, sampleRate }
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error
    throw new UpstreamError(service, `unusable audio: ${errorMessage(error)}`, false, error)
  }
}
