/**
 * Numbers for things that another thread keeps a copy of, so that each goes over once: the most recent ones, up to `most` in
 * all by `sizeOf`. Things are told apart by identity.
 */
export class KnownThings<T extends object> {
  readonly #numbers = new WeakMap<T, number>()
  readonly #there = new Map<number, number>()
  readonly #most: number
  readonly #sizeOf: (thing: T) => number
  #held = 0
  #last = 0

  constructor(most: number, sizeOf: (thing: T) => number) {
    this.#most = most
    this.#sizeOf = sizeOf
  }

  /** The number of `thing`; `isNew` when it has to go over first, and what is to be forgotten there for it. */
  take(thing: T): { number: number; isNew: boolean; forget: number[] } {
    const number = this.#numbers.get(thing) ?? ++this.#last
    this.#numbers.set(thing, number)
    const size = this.#there.get(number) ?? this.#sizeOf(thing)
    const isNew = !this.#there.delete(number)
    this.#there.set(number, size)
    if (isNew) this.#held += size
    return { number, isNew, forget: isNew ? this.#makeRoom(number) : [] }
  }

  #makeRoom(kept: number): number[] {
    const forget: number[] = []
    for (const [number, size] of this.#there) {
      if (this.#held <= this.#most || number === kept) break
      this.#there.delete(number)
      this.#held -= size
      forget.push(number)
    }
    return forget
  }
}
