/**
 * Remembers what `load` gave for `ttlMs`, and loads it once for all who ask at the same time. While a new load fails
 * the old value stays in use; without one the failure is thrown and the next caller tries again.
 */
export function createRemembered<T>(
  load: () => Promise<T>,
  ttlMs: number,
  now: () => number = () => performance.now(),
): () => Promise<T> {
  let held: { value: T; at: number } | null = null
  let loading: Promise<T> | null = null

  async function renew(): Promise<T> {
    try {
      const value = await load()
      held = { value, at: now() }
      return value
    } catch (error) {
      if (!held) throw error
      held.at = now()
      return held.value
    } finally {
      loading = null
    }
  }

  return async () => {
    if (held && now() - held.at < ttlMs) return held.value
    return (loading ??= renew())
  }
}
