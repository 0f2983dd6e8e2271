import { availableParallelism } from 'node:os'

import { settings } from '#lib/platform/config/settings.ts'

/** Calls by voice for each core: as many as bench/lateness.ts finds in time, with the other half for all else. */
const callsForCore = 250

/** How many calls by voice one worker holds at once; fewer than executions in all where the machine is small. */
export const voiceLimit = (cores = availableParallelism()): number => {
  const { WORKER_CONCURRENCY: all, WORKER_VOICE_CONCURRENCY: set } = settings()
  return Math.min(all, set ?? callsForCore * cores)
}

/** Places of which each holds one call; who finds none free waits in the order of coming. */
export class Places {
  readonly #limit: () => number
  readonly #waiting: (() => void)[] = []
  #taken = 0

  constructor(limit: () => number) {
    this.#limit = limit
  }

  /** Runs `work` in a place. Whoever is told to stop waits for none: `work` will find out itself. */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const has = await this.#take(signal)
    try {
      return await work()
    } finally {
      if (has) this.#giveBack()
    }
  }

  async #take(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false
    if (this.#taken < this.#limit()) {
      this.#taken += 1
      return true
    }
    const place = Promise.withResolvers<boolean>()
    const take = () => place.resolve(true)
    const leave = () => {
      const at = this.#waiting.indexOf(take)
      if (at < 0) return
      this.#waiting.splice(at, 1)
      place.resolve(false)
    }
    this.#waiting.push(take)
    signal.addEventListener('abort', leave, { once: true })
    const has = await place.promise
    signal.removeEventListener('abort', leave)
    return has
  }

  /** A place goes from hand to hand: nobody can take it in between. */
  #giveBack(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#taken -= 1
  }
}
