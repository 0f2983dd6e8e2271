import { cancelledWarning, MixLevels } from '#lib/engines/speech/audio/mix-levels.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { UnreadableAudioError } from '#lib/engines/speech/decode/unreadable-audio.ts'

/** What decoding may come to: small files can hold hours. */
export type DecodeLimits = {
  /** ms of audio */
  maxDurationMs: number
  /** ms that decoding may take */
  deadlineMs: number
}

/** Samples of all channels together, which bounds the memory: 10 minutes of stereo at 48 kHz. */
const MAX_SAMPLES = 60_000_000

/** What came of decoding. */
export type Decoded = Clip & { channels: number; warnings: string[] }

/** Samples of one channel that grow by doubling. */
class Channel {
  #pcm = new Int16Array(65_536)
  #length = 0

  add(samples: Float32Array, count: number): void {
    if (this.#length + count > this.#pcm.length) {
      const grown = new Int16Array(Math.max(this.#length + count, this.#pcm.length * 2))
      grown.set(this.#pcm.subarray(0, this.#length))
      this.#pcm = grown
    }
    for (let n = 0; n < count; n++) {
      const value = Math.round((samples[n] ?? 0) * 32_768)
      this.#pcm[this.#length + n] = value > 32_767 ? 32_767 : value < -32_768 ? -32_768 : value
    }
    this.#length += count
  }

  cut(length: number): void {
    this.#length = Math.min(this.#length, length)
  }

  get length(): number {
    return this.#length
  }

  get pcm(): Int16Array {
    return this.#pcm.slice(0, this.#length)
  }
}

/** One channel out of several: their average, or the loudest where they cancel each other out. */
function mix(planes: Int16Array[]): { pcm: Int16Array; cancelled: boolean } {
  const [first] = planes
  if (!first || planes.length === 1) return { pcm: first ?? new Int16Array(0), cancelled: false }
  const levels = new MixLevels(planes.length)
  const pcm = new Int16Array(first.length)
  for (let n = 0; n < pcm.length; n++) {
    let sum = 0
    for (let channel = 0; channel < planes.length; channel++) {
      const value = planes[channel]?.[n] ?? 0
      levels.add(channel, value)
      sum += value
    }
    levels.addMix(sum / planes.length)
    pcm[n] = Math.round(sum / planes.length)
  }
  const loudest = levels.cancelled()
  const plane = loudest === null ? undefined : planes[loudest]
  return plane ? { pcm: plane, cancelled: true } : { pcm, cancelled: false }
}

/** Takes what a decoder makes, piece by piece, and ends it when it becomes too much or takes too long. */
export class SampleSink {
  readonly #limits: DecodeLimits
  readonly #startedAt = performance.now()
  #channels: Channel[] = []
  #sampleRate = 0
  readonly #warnings = new Set<string>()

  constructor(limits: DecodeLimits) {
    this.#limits = limits
  }

  /** Frames so far. */
  get length(): number {
    return this.#channels[0]?.length ?? 0
  }

  warn(warning: string): void {
    this.#warnings.add(warning)
  }

  /** Throws once decoding has taken too long; for loops that make no samples. */
  checkTime(): void {
    const { deadlineMs } = this.#limits
    if (performance.now() - this.#startedAt > deadlineMs)
      throw new UnreadableAudioError(
        `Decoding took longer than ${deadlineMs / 1_000} s and was stopped: send shorter audio`,
      )
  }

  /** Adds `count` frames, ±1 in each channel. Throws `UnreadableAudioError` beyond the limits. */
  add(planes: Float32Array[], sampleRate: number, count = planes[0]?.length ?? 0): void {
    this.checkTime()
    if (count === 0) return
    if (this.#channels.length === 0) {
      if (!(sampleRate >= 4_000 && sampleRate <= 192_000))
        throw new UnreadableAudioError(
          `The audio declares ${sampleRate} Hz; 4000 to 192000 Hz can be read`,
        )
      this.#channels = planes.map(() => new Channel())
      this.#sampleRate = sampleRate
    }
    if (sampleRate !== this.#sampleRate || planes.length !== this.#channels.length)
      throw new UnreadableAudioError(
        'The audio changes its sample rate or its number of channels in the middle: send it as one stream',
      )
    this.#checkSize(count)
    for (const [index, channel] of this.#channels.entries()) {
      const plane = planes[index]
      if (plane) channel.add(plane, count)
    }
  }

  /** Forgets what is beyond `length` frames. */
  cut(length: number): void {
    for (const channel of this.#channels) channel.cut(length)
  }

  #checkSize(count: number): void {
    const frames = this.length + count
    const { maxDurationMs } = this.#limits
    if ((frames / this.#sampleRate) * 1_000 > maxDurationMs)
      throw new UnreadableAudioError(
        `The audio lasts longer than ${maxDurationMs / 1_000} s; at most that much is accepted`,
      )
    if (frames * this.#channels.length > MAX_SAMPLES)
      throw new UnreadableAudioError(
        `The audio has more than ${MAX_SAMPLES} samples in its ${this.#channels.length} channels: send it in one channel or shorter`,
      )
  }

  /** All of it as one channel. Throws `UnreadableAudioError` when there is nothing. */
  finish(): Decoded {
    if (this.length === 0) throw new UnreadableAudioError('The audio holds no sample')
    const { pcm, cancelled } = mix(this.#channels.map((channel) => channel.pcm))
    if (cancelled) this.warn(cancelledWarning)
    const channels = this.#channels.length
    return { pcm, sampleRate: this.#sampleRate, channels, warnings: [...this.#warnings] }
  }
}
