import { afterAll, beforeAll } from 'vitest'

/**
 * What `start` makes, from the first test of this file or block to the last: a peer, or what it hears and understands
 * with. It can be named at once, and used in the tests.
 */
export function fromFirstTest<T extends { close(): Promise<void> }>(start: () => Promise<T>): T {
  let made: T | undefined
  beforeAll(async () => {
    made = await start()
  })
  afterAll(() => made?.close())
  const there = (): T => {
    if (!made) throw new Error('this is there from the first test on')
    return made
  }
  return new Proxy({} as T, {
    get: (_, name): unknown => Reflect.get(there(), name),
    set: (_, name, value) => Reflect.set(there(), name, value),
  })
}
