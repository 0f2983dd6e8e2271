/**
 * A map that forgets: two generations of at most `size` entries each. Cheaper than a strict LRU and as
 * bounded; an entry read from the old generation moves to the young one.
 */
export function boundedCache<V>(size: number): {
  get(key: string): V | undefined
  set(key: string, value: V): V
  delete(key: string): void
} {
  let young = new Map<string, V>()
  let old = new Map<string, V>()
  const set = (key: string, value: V): V => {
    if (young.size >= size) {
      old = young
      young = new Map()
    }
    young.set(key, value)
    return value
  }
  return {
    get(key) {
      const value = young.get(key)
      if (value !== undefined) return value
      const aged = old.get(key)
      return aged === undefined ? undefined : set(key, aged)
    },
    set,
    delete(key) {
      young.delete(key)
      old.delete(key)
    },
  }
}
