import { type Appointment, frameTimer } from '#lib/platform/net/frame-timer.ts'

/** A process that stood still this long (ms) does not catch up: a burst of old audio is of use to nobody. */
const lost = 2_000

/** As fast as a line goes where `pace` 0 asks for no waiting at all. */
const fastest = 8

/** How many ms pass on the line in one of real time. */
export const lineSpeed = (pace: number) => (pace === 0 ? fastest : Math.min(pace, fastest))

/**
 * Beats every `periodMs / rate`. Each beat is due at a time counted from the first, so that late timers do not add up;
 * beats that were missed follow at once. `onBeat` is told how late each is, ms.
 */
export class Metronome {
  readonly #periodMs: number
  readonly #onBeat: (now: number, lateMs: number) => void
  #rate = 1
  #due = 0
  #next: Appointment | null = null

  constructor(periodMs: number, onBeat: (now: number, lateMs: number) => void) {
    this.#periodMs = periodMs
    this.#onBeat = onBeat
  }

  /** Beats per period; it holds from the next beat on. */
  set rate(rate: number) {
    this.#rate = rate
  }

  start(): void {
    this.#due = performance.now()
    this.#arm()
  }

  stop(): void {
    this.#next?.cancel()
    this.#next = null
  }

  #arm(): void {
    this.#due += this.#periodMs / this.#rate
    this.#next = frameTimer.at(this.#due, this.#beat)
  }

  readonly #beat = (): void => {
    const now = performance.now()
    const late = now - this.#due
    if (late > lost) this.#due = now
    this.#onBeat(now, late)
    while (this.#next && this.#due + this.#periodMs / this.#rate <= now) {
      this.#due += this.#periodMs / this.#rate
      this.#onBeat(now, now - this.#due)
    }
    if (this.#next) this.#arm()
  }
}
