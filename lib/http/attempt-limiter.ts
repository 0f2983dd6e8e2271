import { onNews, tellTaken } from '#lib/http/group/member.ts'
import { boundedCache } from '#lib/platform/bounded-cache.ts'

/** What came of one attempt. */
export type Attempt = {
  allowed: boolean
  /** attempts a minute */
  limit: number
  /** whole attempts that are left now */
  remaining: number
  /** s until all are left again; of a refused attempt until it would be allowed */
  reset: number
}

/** Counts one attempt, or as many as it is worth, against a key. A refused one takes nothing. */
export type RateLimiter = (key: string, worth?: number) => Attempt

/** keys remembered in each of two generations; what is forgotten begins anew */
const keys = 25_000

type Options = {
  /** among limiters of web processes: those of one name count together; without it a process counts for itself */
  name?: string
  /** asked at each attempt: settings may change */
  perMinute: () => number
  /** attempts that may come at once; a minute's when absent */
  burst?: number
  /** ms */
  now?: () => number
}

/**
 * A bucket of `burst` attempts for each key that refills at `perMinute`, kept as the time at which it is full again
 * (GCRA): some microseconds and one number a key. Processes decide by themselves and tell each other what they allowed,
 * which all of them then count; until it is heard, 20 ms, each may allow what is left.
 */
export function createRateLimiter({
  name,
  perMinute,
  burst,
  now = () => performance.now(),
}: Options): RateLimiter {
  const fullAt = boundedCache<number>(keys)
  const count = (key: string, worth: number) => {
    const time = now()
    fullAt.set(key, Math.max(fullAt.get(key) ?? time, time) + (worth * 60_000) / perMinute())
  }
  if (name !== undefined)
    onNews(({ taken = [] }) => {
      for (const { limiter, key, worth } of taken) if (limiter === name) count(key, worth)
    })
  return (key, worth = 1) => {
    const limit = perMinute()
    const size = burst ?? limit
    const each = 60_000 / limit
    const time = now()
    const before = Math.max(fullAt.get(key) ?? time, time)
    const after = before + worth * each
    const wait = after - time - size * each
    // Sums of fractions: what is due this microsecond is due.
    const allowed = wait <= 0.001
    if (allowed) {
      fullAt.set(key, after)
      if (name !== undefined) tellTaken(name, key, worth)
    }
    const used = ((allowed ? after : before) - time) / each
    return {
      allowed,
      limit,
      remaining: Math.max(0, Math.floor(size - used + 1e-6)),
      // Whole ms first: sums of clock times end in fractions that would make a second of them.
      reset: Math.max(1, Math.ceil(Math.round(allowed ? after - time : wait) / 1_000)),
    }
  }
}

/** Tells whether one more attempt is allowed. */
export type AttemptLimiter = (key: string) => boolean

export function createAttemptLimiter(
  { burst, perMinute, name }: { burst: number; perMinute: number; name?: string },
  now?: () => number,
): AttemptLimiter {
  const take = createRateLimiter({
    ...{ perMinute: () => perMinute, burst },
    ...(name !== undefined && { name }),
    ...(now && { now }),
  })
  return (key) => take(key).allowed
}
