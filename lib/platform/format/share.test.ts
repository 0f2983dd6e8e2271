import { expect, test } from 'vitest'

import { formatBytes, formatQuantity, formatShare } from '#lib/platform/format/share.ts'

test('a pass rate short of all never reads 100 %', () => {
  expect(formatShare(0.99996)).toBe('99.9 %')
  expect(formatShare(1)).toBe('100 %')
})

test('a failure rate above none never reads 0 %', () => {
  expect(formatShare(0.00001)).toBe('0.1 %')
  expect(formatShare(0)).toBe('0 %')
})

test('nothing to divide is a dash', () => expect(formatShare(null)).toBe('–'))

test('one thing is singular', () => {
  expect(formatQuantity(1, 'case')).toBe('1 case')
  expect(formatQuantity(12_000, 'case')).toBe('12,000 cases')
})

test('bytes change unit before they read 1000', () => {
  expect(formatBytes(999)).toBe('999 B')
  expect(formatBytes(999_960)).toBe('1.0 MB')
})
