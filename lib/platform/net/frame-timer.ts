/** ms of one slot, and slots in a turn of the wheel: what is due later stays in its slot for another turn. */
const slotMs = 1
const slots = 256

/** What waits for its time. */
export class Appointment {
  readonly due: number
  readonly run: () => void
  waits = true

  constructor(due: number, run: () => void) {
    this.due = due
    this.run = run
  }

  /** Takes it back; nothing happens when it has come. */
  cancel(): void {
    this.waits = false
  }
}

/**
 * Runs many small things at their time with one timer for all of them: a wheel of slots of a millisecond. What is due in one
 * look runs together, after what has arrived by then was read: writing to a peer that has answered and hung up would
 * fail, and its answer would be lost with the socket. Never too soon; a timer of its own for each would cost more than the write.
 */
export class FrameTimer {
  readonly #wheel: Appointment[][] = Array.from({ length: slots }, () => [])
  #ready: Appointment[] = []
  #waiting = 0
  /** the slot, counted from the beginning of time, up to which all have been looked at */
  #seen = Math.floor(performance.now() / slotMs)
  #timer: NodeJS.Timeout | null = null
  #timerDue = Infinity
  #willRun = false

  /** Runs `run` at `due` of `performance.now()`, soon when that has passed. */
  at(due: number, run: () => void): Appointment {
    const entry = new Appointment(due, run)
    const now = performance.now()
    if (due <= now) this.#makeReady(entry)
    else this.#enter(entry, now)
    return entry
  }

  #enter(entry: Appointment, now: number): void {
    if (this.#waiting === 0) this.#seen = Math.floor(now / slotMs)
    this.#waiting += 1
    const slot = Math.ceil(entry.due / slotMs)
    this.#wheel[slot % slots]?.push(entry)
    if (slot < this.#timerDue) this.#arm(slot, now)
  }

  #arm(slot: number, now: number): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timerDue = slot
    this.#timer = setTimeout(this.#look, Math.max(1, Math.ceil(slot * slotMs - now)))
  }

  readonly #look = (): void => {
    this.#timer = null
    this.#timerDue = Infinity
    const now = performance.now()
    const last = Math.floor(now / slotMs)
    // After a standstill longer than a turn of the wheel each slot is looked at once.
    const from = Math.max(this.#seen + 1, last - slots + 1)
    for (let slot = from; slot <= last; slot++) this.#empty(slot % slots, now)
    this.#seen = Math.max(this.#seen, last)
    if (this.#waiting > 0) this.#arm(this.#next(), now)
  }

  #empty(index: number, now: number): void {
    const entries = this.#wheel[index] ?? []
    if (entries.length === 0) return
    const later = entries.filter(({ due, waits }) => waits && due > now)
    this.#waiting -= entries.length - later.length
    for (const entry of entries) if (entry.due <= now) this.#makeReady(entry)
    this.#wheel[index] = later
  }

  /** The next slot with anything in it, at most a turn away. */
  #next(): number {
    let slot = this.#seen + 1
    while (slot < this.#seen + slots && this.#wheel[slot % slots]?.length === 0) slot += 1
    return slot
  }

  #makeReady(entry: Appointment): void {
    this.#ready.push(entry)
    if (this.#willRun) return
    this.#willRun = true
    setImmediate(this.#run)
  }

  readonly #run = (): void => {
    const ready = this.#ready
    this.#ready = []
    this.#willRun = false
    for (const entry of ready) {
      if (!entry.waits) continue
      entry.waits = false
      entry.run()
    }
  }
}

/** The one of this thread. */
export const frameTimer = new FrameTimer()
