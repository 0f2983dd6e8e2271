import { expect, test } from 'vitest'

import { createByteCache } from '#lib/engines/speech/byte-cache.ts'

const cacheOf = (maxBytes: number) => createByteCache<string>(maxBytes, (value) => value.length)

test('drops what was used longest ago when full', () => {
  const cache = cacheOf(10)
  cache.set('a', 'xxxx')
  cache.set('b', 'xxxx')
  cache.get('a')
  cache.set('c', 'xxxx')
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual(['xxxx', undefined, 'xxxx'])
  expect(cache.heldBytes()).toBe(8)
})

test('never holds more than allowed, replaces without counting twice, refuses the oversized', () => {
  const cache = cacheOf(10)
  for (let n = 0; n < 100; n++) {
    cache.set(`key${n % 7}`, 'x'.repeat(n % 12))
    expect(cache.heldBytes()).toBeLessThanOrEqual(10)
  }
  cache.set('big', 'x'.repeat(11))
  expect(cache.get('big')).toBeUndefined()
})
