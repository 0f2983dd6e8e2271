/** Keeps what was used last, up to a number of bytes. */
export function createByteCache<T>(maxBytes: number, sizeOf: (value: T) => number) {
  const entries = new Map<string, T>()
  let held = 0

  function drop(key: string): void {
    const old = entries.get(key)
    if (old === undefined) return
    entries.delete(key)
    held -= sizeOf(old)
  }

  return {
    get(key: string): T | undefined {
      const value = entries.get(key)
      if (value === undefined) return undefined
      entries.delete(key)
      entries.set(key, value)
      return value
    },
    set(key: string, value: T): void {
      drop(key)
      if (sizeOf(value) > maxBytes) return
      entries.set(key, value)
      held += sizeOf(value)
      for (const oldest of entries.keys()) {
        if (held <= maxBytes) break
        drop(oldest)
      }
    },
    heldBytes: () => held,
  }
}
