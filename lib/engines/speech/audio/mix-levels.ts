/** Mean square, on the scale of 16-bit samples, below which a file is silent anyway: -70 dBFS. */
const SILENT = (32_768 * 10 ** (-70 / 20)) ** 2
/** What is left of the power that channels without anything in common would leave: -13 dB. */
const CANCELLED = 0.05

/** Said where the loudest channel was taken because the channels cancel each other out. */
export const cancelledWarning =
  'The channels are out of phase: mixed to one they cancel each other out. The louder channel was used instead'

/** Levels of channels and of their average, by which channels out of phase are noticed. Samples are on the scale of 16 bits. */
export class MixLevels {
  readonly #powers: Float64Array
  #mix = 0
  #frames = 0

  constructor(channels: number) {
    this.#powers = new Float64Array(channels)
  }

  add(channel: number, value: number): void {
    this.#powers[channel] = (this.#powers[channel] ?? 0) + value * value
  }

  /** The average of all channels in one frame. */
  addMix(value: number): void {
    this.#mix += value * value
    this.#frames += 1
  }

  /**
   * The loudest channel when the channels cancel each other out, else null. N channels that have nothing in common leave
   * the sum of their powers over N² in the average; channels out of phase leave next to nothing.
   */
  cancelled(): number | null {
    const channels = this.#powers.length
    let loudest = 0
    let sum = 0
    for (const [channel, power] of this.#powers.entries()) {
      sum += power
      if (power > (this.#powers[loudest] ?? 0)) loudest = channel
    }
    if (channels < 2 || (this.#powers[loudest] ?? 0) < SILENT * this.#frames) return null
    return this.#mix < (CANCELLED * sum) / channels ** 2 ? loudest : null
  }
}
