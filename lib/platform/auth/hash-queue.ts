import pLimit, { type LimitFunction } from 'p-limit'

import { AppError } from '#lib/platform/errors.ts'

/** Hashing takes two of the four threads that Node.js also reads files and looks names up with. */
const atOnce = 2
/** Those who may wait, for about a second where a hash takes 30 ms. */
const maxWaiting = 64

// On globalThis because the bundler may load this module more than once in a process.
const holder = globalThis as typeof globalThis & { earshotHashQueue?: LimitFunction }

/**
 * Waits for a turn to hash a password, then does `work`. Throws `AppError('unavailable')` when too many wait already,
 * so that a flood of sign-ins is refused at once instead of filling the memory.
 */
export async function inHashQueue<T>(work: () => Promise<T>): Promise<T> {
  const limit = (holder.earshotHashQueue ??= pLimit(atOnce))
  if (limit.pendingCount >= maxWaiting)
    throw new AppError(
      'unavailable',
      'Too many people are signing in at this moment; try again in a few seconds',
      { retryAfter: 5 },
    )
  return limit(work)
}
