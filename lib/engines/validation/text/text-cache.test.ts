import { expect, test } from 'vitest'

import { textCache } from '#lib/engines/validation/text/text-cache.ts'

test('short texts are kept by language', () => {
  const cache = textCache<string>(10)
  cache.set('one', 'en', 'English')
  cache.set('one', 'it', 'Italian')
  expect([cache.get('one', 'en'), cache.get('one', 'it'), cache.get('one', 'de')]).toEqual([
    'English',
    'Italian',
    undefined,
  ])
})

test('of short texts twice the size, of all languages together', () => {
  const cache = textCache<number>(100)
  for (let at = 0; at < 1_000; at++) cache.set(String(at), `l${at % 300}`, at)
  const kept = (at: number) => cache.get(String(at), `l${at % 300}`) !== undefined
  const all = Array.from({ length: 1_000 }, (_, at) => at)
  expect(all.slice(900).every(kept)).toBe(true)
  expect(all.filter(kept).length).toBeLessThanOrEqual(200)
})

test('of long texts only the last few are kept, of all languages together', () => {
  const cache = textCache<number>(1_000)
  const text = (at: number) => `${at} ${'word '.repeat(1_000)}`
  for (let at = 0; at < 200; at++) cache.set(text(at), at % 2 === 0 ? 'en' : 'de', at)
  const kept = Array.from({ length: 200 }, (_, at) =>
    cache.get(text(at), at % 2 === 0 ? 'en' : 'de'),
  )
  expect(kept.filter((value) => value !== undefined).length).toBeLessThanOrEqual(16)
  expect(kept.at(-1)).toBe(199)
})
