import { settings } from '#lib/platform/config/settings.ts'
import { catalog } from '#lib/platform/jobs/catalog.ts'

const { retryLimit, retryDelay, retryDelayMax = Infinity } = catalog['execution.execute'].queue

/** Whether an item has no other try, after `tries` that it used up before this one. */
export const isLastTry = (tries: number): boolean => tries >= retryLimit

/** Tries beyond the first. */
export const mostRetries: number = retryLimit

/**
 * ms until an item is tried again, after `tries` that it used up before this one: about twice as long each time, spread
 * at random over the upper half, so that items which failed together do not come back together.
 */
export function retryDelayMs(tries: number, random: () => number = Math.random): number {
  const whole = retryDelay * 2 ** Math.min(16, tries + 1)
  return Math.min(retryDelayMax, (whole / 2) * (1 + random())) * 1_000
}

/** s after which an item that is still under way is taken from its worker: its own limit ends it long before. */
export const expiresAfterSeconds = (): number => settings().TEST_EXECUTION_TIMEOUT + 120

/** Workers that may vanish under an item before its tries are counted: it need not have been the cause. */
export const forgiven = 2
