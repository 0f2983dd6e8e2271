import type { AudioFormat, TurnEvent } from '#lib/engines/connectors/types.ts'
import { encodeG711 } from '#lib/engines/speech/audio/g711.ts'
import { resample } from '#lib/engines/speech/audio/resample.ts'
import { encodeWav } from '#lib/engines/speech/audio/wav.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { bytesOfText } from '#lib/engines/speech/decode/audio-text.ts'
import { decodeAudio, decodeAudioNow } from '#lib/engines/speech/decode/decode-audio.ts'
import { errorMessage, InvalidError } from '#lib/platform/errors.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

const converted = new WeakMap<Int16Array, Map<number, Clip>>()

/** `clip` at `rate` Hz; a stimulus that is said again is not converted again. */
export function atRate(clip: Clip, rate: number): Clip {
  if (clip.sampleRate === rate) return clip
  const known = converted.get(clip.pcm) ?? new Map<number, Clip>()
  converted.set(clip.pcm, known)
  const found = known.get(rate) ?? resample(clip, rate)
  known.set(rate, found)
  return found
}

const littleEndian = (pcm: Int16Array) => Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength)

/** Samples as bytes of `encoding`: two little-endian bytes each, or one of G.711. */
export function encodeSamples(pcm: Int16Array, encoding: AudioFormat['encoding']): Buffer {
  return encoding === 'pcm_s16le' ? littleEndian(pcm) : Buffer.from(encodeG711(pcm, encoding))
}

/** A clip as the bytes of a whole recording. G.711 goes without a container. */
export function encodeClip(clip: Clip, format: AudioFormat): Buffer {
  const there = atRate(clip, format.sampleRate)
  if (format.container === 'wav' && format.encoding === 'pcm_s16le') return encodeWav(there)
  return encodeSamples(there.pcm, format.encoding)
}

/** Audio as it is heard, and what was odd in the file that it came in. */
export type ToldClip = Clip & { warnings?: readonly string[] }

/** Audio of a reply as events: a warning is told once, so `told` goes along. */
export function* toldAudio(
  { pcm, sampleRate, warnings = [] }: ToldClip,
  at: number,
  told: Set<string>,
  until = at,
): Generator<TurnEvent> {
  yield { at, type: 'audio', pcm, sampleRate, ...(until > at && { until }) }
  for (const message of warnings) {
    if (!told.has(message)) yield { at, type: 'notice', about: 'reply_audio', message }
    told.add(message)
  }
}

type Fallback = Pick<AudioFormat, 'encoding' | 'sampleRate'>

/**
 * Audio of a reply that we cannot read is no fault of the voice AI: the target's settings and what it sends do not fit. The
 * request was executed, so it is not tried again.
 */
export function unreadableAudio(error: unknown, peer: string): unknown {
  if (!(error instanceof InvalidError)) return error
  const detail = `the reply’s audio cannot be read, so it is not judged: ${errorMessage(error)}`
  return new NetworkError({
    ...{
      fault: 'configuration',
      detail,
      peer,
      retryable: false,
      maybeExecuted: true,
      cause: error,
    },
  })
}

/**
 * Reads a reply's audio by its content: a file of any form that `decodeAudio` reads, as bytes or as text (base64,
 * hexadecimal, data URI); anything without a container is taken as `fallback`. Throws NetworkError `configuration`.
 */
export async function readReplyAudio(
  source: Uint8Array | string,
  fallback: Fallback,
  { peer, signal }: { peer: string; signal?: AbortSignal },
): Promise<ToldClip> {
  try {
    const bytes = typeof source === 'string' ? bytesOfText(source).bytes : source
    const { pcm, sampleRate, warnings } = await decodeAudio(bytes, { raw: fallback, signal })
    return { pcm, sampleRate, warnings }
  } catch (error) {
    throw unreadableAudio(error, peer)
  }
}

/**
 * Reads a piece of audio that came over a line, at once: a WAV file says itself what it is, anything without a container is
 * taken as `fallback`. Throws InvalidError for a file of another form, and for a WAV file that cannot be read.
 */
export function decodePiece(bytes: Uint8Array, fallback: Fallback): Clip {
  const { pcm, sampleRate } = decodeAudioNow(bytes, fallback)
  return { pcm, sampleRate }
}
