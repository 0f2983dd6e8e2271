const frameMs = 20
const aboveFloorDb = 9
const belowPeakDb = 35
const silenceDb = -60
const leastSpeechMs = 200
/** Frames between two looks at the noise floor; sorting each time would cost more than listening. */
const floorEvery = 10

/**
 * Tells, from the samples as they come, when the caller has stopped speaking. Depends on the audio alone,
 * not on how it was cut into messages. In noise that hides the pauses it stays silent.
 */
export class EndOfSpeech {
  private readonly frame: number
  private readonly neededMs: number
  private energy = 0
  private filled = 0
  private before = 0
  private readonly levels: number[] = []
  private floor = 0
  private peak = -120
  private speechMs = 0
  private silenceMs = 0
  private done = false

  constructor(sampleRate: number, maxSilenceMs: number) {
    this.frame = Math.round((sampleRate * frameMs) / 1_000)
    this.neededMs = maxSilenceMs
  }

  /** True once enough silence has followed speech. */
  hear(pcm: Int16Array): boolean {
    for (const sample of pcm) {
      if (this.done) return true
      // A first difference keeps offset and hum out of the energy.
      const value = (sample - 0.95 * this.before) / 32_768
      this.before = sample
      this.energy += value * value
      if (++this.filled === this.frame) this.endFrame()
    }
    return this.done
  }

  private endFrame(): void {
    const level = 10 * Math.log10(this.energy / this.frame + 1e-12)
    this.energy = 0
    this.filled = 0
    this.levels.push(level)
    this.peak = Math.max(this.peak, level)
    if (this.levels.length % floorEvery === 1) {
      const sorted = this.levels.toSorted((left, right) => left - right)
      this.floor = sorted[Math.floor(sorted.length / 10)] ?? level
    }
    const speech = level > Math.max(silenceDb, this.peak - belowPeakDb, this.floor + aboveFloorDb)
    this.speechMs += speech ? frameMs : 0
    this.silenceMs = speech ? 0 : this.silenceMs + frameMs
    this.done = this.speechMs >= leastSpeechMs && this.silenceMs >= this.neededMs
  }
}
