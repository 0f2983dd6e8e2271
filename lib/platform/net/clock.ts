import { setTimeout as delay } from 'node:timers/promises'

/** Time and chance as the resilience rules use them; tests bring their own. */
export type Clock = {
  /** monotonic, ms */
  now(): number
  /** Unix time, ms: only for dates that a peer names */
  wall(): number
  /** Waits `ms`; returns early, without an error, when `signal` aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** 0 <= x < 1 */
  random(): number
}

export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  random: () => Math.random(),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, { signal })
    } catch (error) {
      if (!signal.aborted) throw error
    }
  },
}
