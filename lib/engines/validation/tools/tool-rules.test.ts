import { describe, expect, test } from 'vitest'

import { ExpectationInput } from '#lib/engines/validation/schema.ts'

const book = { name: 'book_table' }
const faults = (value: object) =>
  ExpectationInput.safeParse(value).error?.issues.map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  ) ?? []

describe('rules of tools', () => {
  test.each([
    ['a name alone', { tools: [book] }],
    ['not called', { tools: [{ ...book, called: false }] }],
    [
      'not called with these arguments',
      { tools: [{ ...book, called: false, arguments: { a: 1 } }] },
    ],
    ['a number of times', { tools: [{ ...book, times: 2 }] }],
    ['a range of times', { tools: [{ ...book, times: { min: 1, max: 2 } }] }],
    ['paths', { tools: [{ ...book, arguments: { 'order.items[0].sku': 'A-1' } }] }],
    ['nested values', { tools: [{ ...book, arguments: { guest: { name: { matches: '^An' } } } }] }],
    ['a range', { tools: [{ ...book, arguments: { guests: { min: 2, max: 4 } } }] }],
    ['anything', { tools: [{ ...book, result: { any: true } }] }],
    ['a plain result', { tools: [{ ...book, result: 'ok', status: 'succeeded' }] }],
    [
      'an order',
      {
        tools: [
          { ...book, order: 1 },
          { name: 'pay', order: 2 },
        ],
      },
    ],
    ['none at all', { no_other_tools: true }],
    ['claims', { say_do: false }],
  ])('%s', (_, value) => expect(faults(value)).toEqual([]))

  test.each<[string, object, string]>([
    ['an empty list', { tools: [] }, 'tools: '],
    ['a name that is missing', { tools: [{}] }, 'tools.0.name: '],
    ['an unknown key', { tools: [{ ...book, argument: {} }] }, 'tools.0: '],
    [
      'times of a tool that must not be called',
      { tools: [{ ...book, called: false, times: 1 }] },
      'tools.0.times: says nothing of a tool that must not be called',
    ],
    [
      'a pattern that is none',
      { tools: [book, { ...book, arguments: { guest: { name: { matches: '(' } } } }] },
      'tools.1.arguments.guest.name.matches: is not a valid pattern: a ( is not closed',
    ],
    [
      'a range the wrong way round',
      { tools: [{ ...book, result: { total: { min: 3, max: 2 } } }] },
      'tools.0.result.total.min: must not be greater than max',
    ],
    [
      'a path that is none',
      { tools: [{ ...book, arguments: { 'order..sku': 1 } }] },
      'tools.0.arguments.order..sku: is not a path',
    ],
    [
      'times that are none',
      { tools: [{ ...book, times: 'often' }] },
      'tools.0.times: must be a number',
    ],
    ['a status of its own', { tools: [{ ...book, status: 'ok' }] }, 'tools.0.status: '],
  ])('refuses %s, and names the place', (_, value, start) => {
    const found = faults(value)
    expect(found.length).toBeGreaterThan(0)
    expect(found[0]?.startsWith(start), found[0]).toBe(true)
  })
})
