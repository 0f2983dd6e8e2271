import { expect, test } from 'vitest'
import { z } from 'zod'

import { decodeCursor, encodeCursor, toPage } from '#lib/platform/format/cursor.ts'

const Key = z.tuple([z.string(), z.number()])

test('a cursor comes back as it went, in any script', () => {
  const cursor = encodeCursor(['Größe 天気 🌧', 7])
  expect(cursor).toMatch(/^[\w-]+$/)
  expect(decodeCursor(Key, cursor)).toEqual(['Größe 天気 🌧', 7])
})

test.each(['', '!!!', 'bm90IGpzb24', encodeCursor(['only one'])])('refuses %j', (cursor) => {
  expect(decodeCursor(Key, cursor)).toBeNull()
})

const page = (count: number) =>
  toPage(
    Array.from({ length: count }, (_, index) => index),
    2,
    (row) => `row ${row}`,
    (row) => [row],
  )

test('the last page has no cursor, even when it is full', () => {
  expect(page(2)).toEqual({ data: ['row 0', 'row 1'], next_cursor: null })
  expect(page(0)).toEqual({ data: [], next_cursor: null })
})

test('one row too many means that there is more after the last one shown', () => {
  expect(page(3)).toEqual({ data: ['row 0', 'row 1'], next_cursor: encodeCursor([1]) })
})
