/** A process that stood still this long (ms) does not catch up: a burst of old audio is of use to nobody. */
const lost = 2_000

/** As fast as a line goes where `pace` 0 asks for no waiting at all. */
const fastest = 8

/** How many ms pass on the line in one of real time. */
export const lineSpeed = (pace: number) => (pace === 0 ? fastest : Math.min(pace, fastest))

/**
 * Beats every `periodMs / rate`. Each beat is due at a time counted from the first, so that late timers do not add up;
 * beats that were missed follow at once.
 */
export class Metronome {
  readonly #periodMs: number
  readonly #onBeat: (now: number) => void
  #rate = 1
  #due = 0
  #timer: NodeJS.Timeout | null = null

  constructor(periodMs: number, onBeat: (now: number) => void) {
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
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  #arm(): void {
    this.#due += this.#periodMs / this.#rate
    // A timer drops fractions of a millisecond: rounded up, it is never too soon.
    this.#timer = setTimeout(this.#beat, Math.max(0, Math.ceil(this.#due - performance.now())))
  }

  readonly #beat = (): void => {
    const now = performance.now()
    if (now - this.#due > lost) this.#due = now
    this.#onBeat(now)
    while (this.#timer && this.#due + this.#periodMs / this.#rate <= now) {
      this.#due += this.#periodMs / this.#rate
      this.#onBeat(now)
    }
    if (this.#timer) this.#arm()
  }
}
