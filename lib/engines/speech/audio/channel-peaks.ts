import { readLayout, type Layout } from '#lib/engines/speech/audio/wav-layout.ts'
import { InvalidError } from '#lib/platform/errors.ts'

/** Bytes within which the samples begin in any file that we store. */
const headBytes = 65_536

const isPlain = ({ encoding, sampleBytes, littleEndian }: Layout) =>
  encoding === 'pcm' && sampleBytes === 2 && littleEndian

/**
 * Largest sample of each step of each channel of a WAV file of 16-bit PCM, read piece by piece, so that an hour's call is
 * never held whole. Throws `InvalidError` for what is no such file.
 */
export class ChannelPeaks {
  readonly #stepMs: number
  #waiting: Buffer = Buffer.alloc(0)
  #layout: { channels: number; stepFrames: number } | null = null
  readonly #peaks: number[][] = []
  #frame = 0

  constructor(stepMs: number) {
    this.#stepMs = stepMs
  }

  push(piece: Uint8Array): void {
    this.#waiting = Buffer.concat([this.#waiting, piece])
    if (this.#layout === null && this.#waiting.length < headBytes) return
    this.#read()
  }

  /** A channel each: amplitudes 0..1, one a step. Call it once, when all pieces are in. */
  end(): number[][] {
    this.#read()
    return this.#peaks
  }

  #open(): { channels: number; stepFrames: number } {
    const layout = readLayout(this.#waiting)
    if (!isPlain(layout)) throw new InvalidError('Only WAV files of 16-bit PCM have channel peaks')
    this.#waiting = this.#waiting.subarray(layout.data.byteOffset - this.#waiting.byteOffset)
    const { channels, sampleRate } = layout
    for (let channel = 0; channel < channels; channel++) this.#peaks.push([])
    return { channels, stepFrames: Math.max(1, Math.round((sampleRate * this.#stepMs) / 1_000)) }
  }

  #read(): void {
    this.#layout ??= this.#open()
    const { channels, stepFrames } = this.#layout
    const frames = Math.floor(this.#waiting.length / (channels * 2))
    for (let frame = 0; frame < frames; frame++, this.#frame++) {
      const step = Math.floor(this.#frame / stepFrames)
      for (let channel = 0; channel < channels; channel++) {
        const peaks = this.#peaks[channel] ?? []
        const sample =
          Math.abs(this.#waiting.readInt16LE((frame * channels + channel) * 2)) / 32_768
        if (sample >= (peaks[step] ?? 0)) peaks[step] = sample
      }
    }
    this.#waiting = Buffer.from(this.#waiting.subarray(frames * channels * 2))
  }
}

/** Steps of a drawing: fine enough for a word, never more than 24,000 of them. `durationMs` in ms. */
export const peakStepMs = (durationMs: number): number =>
  Math.max(5, Math.ceil(durationMs / 24_000))

/** Peaks as text: base64 of a byte each, 255 times the square root of the amplitude, which keeps quiet speech apart. */
export function encodePeaks(peaks: readonly number[]): string {
  const bytes = Uint8Array.from(peaks, (peak) =>
    Math.round(Math.sqrt(Math.min(1, Math.max(0, peak))) * 255),
  )
  return Buffer.from(bytes.buffer).toString('base64')
}
