import type { AudioFormat } from '#lib/engines/connectors/types.ts'
import { decodeG711, encodeG711 } from '#lib/engines/speech/audio/g711.ts'
import { resample } from '#lib/engines/speech/audio/resample.ts'
import { decodeWav, encodeWav } from '#lib/engines/speech/audio/wav.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'

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

/** 16-bit samples of bytes that may start anywhere in a buffer; an odd last byte is left out. */
function readLittleEndian(bytes: Buffer): Int16Array {
  const pcm = new Int16Array(bytes.length >> 1)
  for (let at = 0; at < pcm.length; at += 1) pcm[at] = bytes.readInt16LE(at * 2)
  return pcm
}

/**
 * Reads received audio: a WAV file says itself what it is, anything else is taken as `fallback`.
 * Throws InvalidError for a WAV file that cannot be read.
 */
export function decodeAudio(
  bytes: Buffer,
  fallback: Pick<AudioFormat, 'encoding' | 'sampleRate'>,
): Clip & { wav?: Buffer } {
  if (bytes.toString('latin1', 0, 4) === 'RIFF') return { ...decodeWav(bytes), wav: bytes }
  const { encoding, sampleRate } = fallback
  const pcm = encoding === 'pcm_s16le' ? readLittleEndian(bytes) : decodeG711(bytes, encoding)
  return { pcm, sampleRate }
}
