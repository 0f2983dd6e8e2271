/** A crowd and some recordings: each is a few megabytes. */
const MAX_SOUNDS = 8

/**
 * Keeps the latest few things under their names. A thread and whoever asks it hold one each and do the same with
 * both, so that the one knows what the other has.
 */
export function createSoundMemory<T>() {
  const entries = new Map<string, T>()
  return {
    get: (name: string): T | undefined => entries.get(name),
    set(name: string, value: T): void {
      entries.delete(name)
      entries.set(name, value)
      const oldest = entries.keys().next().value
      if (entries.size > MAX_SOUNDS && oldest !== undefined) entries.delete(oldest)
    },
  }
}
