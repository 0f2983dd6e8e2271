import { expect, test } from 'vitest'

import { parseLossless, toJson } from '#lib/engines/connectors/lossless-json.ts'

test.each([
  '{"id":9007199254740993}',
  '{"id":-123456789012345678901234567890}',
  '[0.12345678901234567890123]',
  '[123456789.123456789]',
  '[1e400]',
  '{"deep":[{"er":18446744073709551615}],"n":1.5,"s":"9007199254740993"}',
])('writes back every digit of %s', (text) =>
  expect(JSON.stringify(parseLossless(text))).toBe(text),
)

test('shows a number beyond 2^53 as a string of its digits', () =>
  expect(toJson(parseLossless('{"id":9007199254740993,"n":[1,null,true]}'))).toEqual({
    id: '9007199254740993',
    n: [1, null, true],
  }))

test('shows a fraction as the nearest double', () =>
  expect(toJson(parseLossless('[0.68600000000000005, 1e400]'))).toEqual([0.686, '1e400']))

test('leaves numbers alone that a double holds', () => {
  const text = '{"a":9007199254740991,"b":0.1,"c":1e21,"d":-0.30000000000000004,"e":1700000000000}'
  expect(parseLossless(text)).toEqual(JSON.parse(text))
})

test('throws for what is no JSON', () => expect(() => parseLossless('{"a":')).toThrow(SyntaxError))

test('a key named __proto__ is data', () => {
  const value = toJson(parseLossless('{"__proto__":{"polluted":12345678901234567890}}'))
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  expect(JSON.stringify(value)).toBe('{"__proto__":{"polluted":"12345678901234567890"}}')
})
