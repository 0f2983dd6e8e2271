const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** Waits before the second, third, … try, ms: the schedule of Svix (docs.svix.com/retries). The first is at once. */
const waits = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour]

/** Failed tries, of which the last came some minutes after the first, from which on people are told. */
export const lateAfterTries = 3

/** Tries in all. */
export const maxTries = waits.length + 1

/** ms that a try may have been under way until whoever made it counts as dead */
export const leaseMs = 2 * minute

/** ms that all calls of one try may take: well within the lease */
export const tryLimitMs = minute

/** ms of nothing but failures after which a connection is switched off */
export const givingUpMs = 5 * 24 * hour

/**
 * ms to wait after try `tries` (1 is the first) failed, a tenth more or less so that many do not come back at once and
 * never less than the provider asked for; null when there is no other try. `random` is 0 <= x < 1.
 */
export function waitAfter(
  tries: number,
  random: number,
  retryAfterMs: number | null,
): number | null {
  const wait = waits[tries - 1]
  if (wait === undefined) return null
  const jittered = Math.round(wait * (0.9 + 0.2 * random))
  return Math.max(jittered, Math.min(retryAfterMs ?? 0, 24 * hour))
}
