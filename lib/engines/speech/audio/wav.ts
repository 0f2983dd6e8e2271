import { type Layout, readLayout } from '#lib/engines/speech/audio/wav-layout.ts'
import { readMix } from '#lib/engines/speech/audio/wav-samples.ts'
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

/** A WAV file as one channel, and what it was. `cancelled`: its channels are out of phase, the loudest was taken. */
export type WavAudio = Clip & {
  channels: number
  encoding: Layout['encoding']
  cancelled: boolean
}

/**
 * Reads a WAV file as 16-bit mono at the file's own rate; several channels are averaged unless they cancel each other out.
 * Accepts PCM of 8 to 32 bits (24 in 32 too), float of 32 and 64 bits, µ-law, A-law, the extensible header, big-endian
 * RIFX and RF64. Sizes and byte rates in the header are not believed (streaming writers leave them 0 or 0xFFFFFFFF), so
 * a truncated file yields what is there. Throws `InvalidError` saying why a file cannot be read.
 */
export function readWav(bytes: Uint8Array, limits: Partial<WavLimits> = {}): WavAudio {
  const bound = { ...defaults, ...limits }
  if (bytes.byteLength > bound.maxBytes)
    throw new InvalidError(
      `The file has ${bytes.byteLength} bytes; at most ${bound.maxBytes} are accepted`,
    )
  const layout = readLayout(bytes)
  const { channels, sampleRate, sampleBytes, encoding, data } = layout
  const frames = Math.floor(data.byteLength / (channels * sampleBytes))
  checkLimits(layout, frames, bound)
  return { ...readMix(layout, frames), sampleRate, channels, encoding }
}

/** The samples of `readWav` alone. */
export function decodeWav(bytes: Uint8Array, limits: Partial<WavLimits> = {}): Clip {
  const { pcm, sampleRate } = readWav(bytes, limits)
  return { pcm, sampleRate }
}

/** A copy whose header leaves the length open, as streaming writers do: what is put behind it counts as samples. */
export function asStreamedWav(bytes: Uint8Array): Buffer {
  const copy = Buffer.from(bytes)
  const { data, littleEndian } = readLayout(copy)
  const at = data.byteOffset - copy.byteOffset - 4
  for (const place of [4, at])
    if (littleEndian) copy.writeUInt32LE(0xffffffff, place)
    else copy.writeUInt32BE(0xffffffff, place)
  return copy
}

/** Samples that go on after the piece with their header; `held`: bytes of them that came with it. */
export type StreamedWav = {
  encoding: 'pcm_s16le' | 'mulaw' | 'alaw'
  sampleRate: number
  held: number
}

/**
 * How samples go on in the pieces after this one: a WAV file in one channel of 16 bits or G.711 that announces more than it
 * holds. Null for one that is whole or of another form. Throws `InvalidError` for what is no WAV file.
 */
export function streamedWav(bytes: Uint8Array): StreamedWav | null {
  const { data, encoding, channels, sampleBytes, sampleRate, littleEndian } = readLayout(bytes)
  const at = data.byteOffset - bytes.byteOffset - 4
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const announced = view.getUint32(at, littleEndian)
  const held = data.byteLength
  if ((announced !== 0 && announced <= held) || channels !== 1) return null
  if (encoding === 'mulaw' || encoding === 'alaw') return { encoding, sampleRate, held }
  const isPlain = encoding === 'pcm' && sampleBytes === 2 && littleEndian
  return isPlain ? { encoding: 'pcm_s16le', sampleRate, held } : null
}

/** The content of the first chunk with this id, or null; for what `encodeWav` was given as `extra`. */
export function findWavChunk(bytes: Uint8Array, id: string): Uint8Array | null {
  return readLayout(bytes).chunks.find((chunk) => chunk.id === id)?.bytes ?? null
}
