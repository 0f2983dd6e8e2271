import { type Layout, readLayout } from '#lib/engines/speech/audio/wav-layout.ts'
import { readSamples } from '#lib/engines/speech/audio/wav-samples.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { InvalidError } from '#lib/platform/errors.ts'

/** What a WAV may be at most; more is refused before samples are read. */
export type WavLimits = {
  /** ms */
  maxDurationMs: number
  /** bytes of the whole file */
  maxBytes: number
}

const defaults: WavLimits = { maxDurationMs: 600_000, maxBytes: 256 * 1024 * 1024 }

/** A RIFF chunk: four-letter id and content. */
export type WavChunk = { id: string; bytes: Uint8Array }

function chunkBuffer({ id, bytes }: WavChunk): Buffer {
  const chunk = Buffer.alloc(8 + bytes.length + (bytes.length & 1))
  chunk.write(id, 0, 4, 'latin1')
  chunk.writeUInt32LE(bytes.length, 4)
  chunk.set(bytes, 8)
  return chunk
}

/** A file of 16-bit PCM; the samples of several channels alternate. */
function wavFile(pcm: Int16Array, channels: number, sampleRate: number, extra: WavChunk[]): Buffer {
  const format = Buffer.alloc(16)
  format.writeUInt16LE(1, 0)
  format.writeUInt16LE(channels, 2)
  format.writeUInt32LE(sampleRate, 4)
  format.writeUInt32LE(sampleRate * channels * 2, 8)
  format.writeUInt16LE(channels * 2, 12)
  format.writeUInt16LE(16, 14)
  const samples = new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength)
  const chunks = [{ id: 'fmt ', bytes: format }, ...extra, { id: 'data', bytes: samples }]
  const body = chunks.map(chunkBuffer)
  const head = Buffer.alloc(12)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(4 + body.reduce((sum, chunk) => sum + chunk.length, 0), 4)
  head.write('WAVE', 8, 'latin1')
  return Buffer.concat([head, ...body])
}

/**
 * Writes a clip as 16-bit PCM mono WAV; equal clips give equal bytes.
 * `extra` chunks are placed before the samples, where a truncated file still has them.
 */
export function encodeWav(clip: Clip, extra: WavChunk[] = []): Buffer {
  return wavFile(clip.pcm, 1, clip.sampleRate, extra)
}

/** Writes two channels of one clock as 16-bit PCM stereo WAV; the shorter one ends in silence. */
export function encodeStereoWav(left: Int16Array, right: Int16Array, sampleRate: number): Buffer {
  const frames = Math.max(left.length, right.length)
  const pcm = new Int16Array(frames * 2)
  for (let n = 0; n < left.length; n++) pcm[n * 2] = left[n] ?? 0
  for (let n = 0; n < right.length; n++) pcm[n * 2 + 1] = right[n] ?? 0
  return wavFile(pcm, 2, sampleRate, [])
}

function checkLimits(layout: Layout, frames: number, limits: WavLimits): void {
  if (frames === 0) throw new InvalidError('The WAV file holds no audio')
  const durationMs = (frames / layout.sampleRate) * 1_000
  if (durationMs > limits.maxDurationMs)
    throw new InvalidError(
      `The WAV file lasts ${Math.round(durationMs / 1_000)} s; at most ${limits.maxDurationMs / 1_000} s are accepted`,
    )
}

/**
 * Reads a WAV file as 16-bit mono at the file's own rate; several channels are averaged.
 * Accepts PCM of 8 to 32 bits, float of 32 and 64 bits, µ-law, A-law and the extensible header. Sizes and
 * byte rates in the header are not believed (streaming writers leave them 0 or 0xFFFFFFFF), so a truncated
 * file yields what is there. Throws `InvalidError` saying why a file cannot be read.
 */
export function decodeWav(bytes: Uint8Array, limits: Partial<WavLimits> = {}): Clip {
  const bound = { ...defaults, ...limits }
  if (bytes.byteLength > bound.maxBytes)
    throw new InvalidError(
      `The file has ${bytes.byteLength} bytes; at most ${bound.maxBytes} are accepted`,
    )
  const layout = readLayout(bytes)
  const frameBytes = layout.channels * layout.sampleBytes
  const frames = Math.floor(layout.data.byteLength / frameBytes)
  checkLimits(layout, frames, bound)
  return { pcm: readSamples(layout, frames), sampleRate: layout.sampleRate }
}

/** The content of the first chunk with this id, or null; for what `encodeWav` was given as `extra`. */
export function findWavChunk(bytes: Uint8Array, id: string): Uint8Array | null {
  return readLayout(bytes).chunks.find((chunk) => chunk.id === id)?.bytes ?? null
}
