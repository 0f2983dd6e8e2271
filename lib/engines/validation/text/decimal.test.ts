import { describe, expect, test } from 'vitest'

import {
  add,
  compare,
  decimal,
  isWhole,
  multiply,
  negate,
} from '#lib/engines/validation/text/decimal.ts'

describe('decimals', () => {
  test.each([
    ['007.50', '7.5'],
    ['-0', '0'],
    ['0.0', '0'],
    ['+3', '3'],
    ['12345678901234567890.10', '12345678901234567890.1'],
    ['-0.50', '-0.5'],
    ['5.', '5'],
  ])('%s is %s', (text, expected) => expect(decimal(text)).toBe(expected))

  test.each(['', 'a', '1,2', '1.2.3', '--1', '.', '1e3'])('%j is none', (text) =>
    expect(decimal(text)).toBeNull(),
  )

  test('sums and products are exact', () => {
    expect(add('0.1', '0.2')).toBe('0.3')
    expect(add('-1', '0.25')).toBe('-0.75')
    expect(multiply('1.1', '3')).toBe('3.3')
    expect(multiply('2.5', '1000000')).toBe('2500000')
    expect(multiply('-5', '0.01')).toBe('-0.05')
    expect(multiply('9007199254740993', '1000')).toBe('9007199254740993000')
  })

  test('signs and order', () => {
    expect(negate('5')).toBe('-5')
    expect(negate('-5')).toBe('5')
    expect(negate('0')).toBe('0')
    expect(compare('2.5', '2.50001')).toBe(-1)
    expect(compare('10', '9')).toBe(1)
    expect(compare('-1', '-1')).toBe(0)
    expect(isWhole('5')).toBe(true)
    expect(isWhole('5.5')).toBe(false)
  })
})
