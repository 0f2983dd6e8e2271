import { expect, test } from 'vitest'

import { formatDuration, formatLimit, formatPosition } from '#lib/platform/format/duration.ts'

test.each([
  [0, '0 ms'],
  [999.4, '999 ms'],
  [999.6, '1.00 s'],
  [1_249, '1.25 s'],
  [12_340, '12.3 s'],
  [185_000, '3 min 05 s'],
  [7_800_000, '2 h 10 min'],
  [Number.NaN, '–'],
])('%d ms reads %s', (ms, text) => expect(formatDuration(ms)).toBe(text))

test.each([
  [50, '50 ms'],
  [8_216.124312, '8.2 s'],
  [9_656.420018000004, '9.7 s'],
  [30_000, '30 s'],
  [90_000, '1 min 30 s'],
])('a limit of %d ms reads %s', (ms, text) => expect(formatLimit(ms)).toBe(text))

test('a position carries minutes, and never reads 60 seconds', () => {
  expect(formatPosition(59.96)).toBe('1:00.0')
  expect(formatPosition(3.25)).toBe('0:03.3')
  expect(formatPosition(Number.NaN)).toBe('0:00.0')
})
