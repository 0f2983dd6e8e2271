/** Tells whether one more attempt is allowed; each process counts for itself. */
export type AttemptLimiter = (key: string) => boolean

/**
 * A bucket of `burst` attempts for each key that refills at `perMinute`. `now` in ms. Keys that are full again are
 * forgotten, so memory is bounded by the attempts of the last minutes.
 */
export function createAttemptLimiter(
  { burst, perMinute }: { burst: number; perMinute: number },
  now: () => number = () => performance.now(),
): AttemptLimiter {
  const buckets = new Map<string, { tokens: number; at: number }>()
  const refilled = ({ tokens, at }: { tokens: number; at: number }, time: number) =>
    Math.min(burst, tokens + ((time - at) * perMinute) / 60_000)
  return (key) => {
    const time = now()
    if (buckets.size >= 10_000)
      for (const [other, bucket] of buckets)
        if (refilled(bucket, time) >= burst) buckets.delete(other)
    const tokens = refilled(buckets.get(key) ?? { tokens: burst, at: time }, time)
    const allowed = tokens >= 1
    buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at: time })
    return allowed
  }
}
