import { describe, expect, test } from 'vitest'

import { chooseMock } from '#lib/engines/validation/tools/choose-mock.ts'
import { mockText, placeMocks } from '#lib/engines/validation/tools/placed-mock.ts'
import { ToolMocks, type ToolMock } from '#lib/engines/validation/tools/tool-mocks.ts'
import { faultsOf } from '#lib/platform/format/faults.ts'
import type { Json } from '#lib/platform/json.ts'

type Call = { name: string; arguments: Json }

/** What the call is answered with, or why it is not; `used`: how often the mocks have served, in their order. */
function ask(ofCase: ToolMock[], call: Call, used: number[] = [], ofTarget: ToolMock[] = []) {
  const mocks = placeMocks(ofCase, ofTarget)
  const chosen = chooseMock(mocks, call, {
    language: 'en-US',
    used: (placed) => used[mocks.indexOf(placed)] ?? 0,
  })
  return 'none' in chosen ? chosen.none : chosen.mock.result
}

const order = (expected: Record<string, Json> | undefined, given: Json, name = 'get_order') =>
  ask([{ tool: 'get_order', result: 'served', ...(expected && { arguments: expected }) }], {
    ...{ name, arguments: given },
  })

describe('a mock serves what fits for certain', () => {
  test.each<[expected: Record<string, Json> | undefined, given: Json]>([
    [undefined, { order: 'anything' }],
    [undefined, null],
    [undefined, 'no JSON'],
    [{}, { order: 'A7' }],
    [{ order: 'A7' }, { order: 'A7' }],
    [{ guests: 4 }, { guests: '4' }],
    [{ guests: '4' }, { guests: 4 }],
    [{ name: 'Anna' }, { name: 'anna' }],
    // an argument that the mock does not name
    [{ order: 'A7' }, { order: 'A7', verbose: true }],
    [{ note: null }, { order: 'A7' }],
    [{ order: { matches: '^A\\d$' } }, { order: 'A7' }],
    [{ guests: { min: 2, max: 6 } }, { guests: 4 }],
    [{ 'guest.name': 'Ann' }, { guest: { name: 'Ann' } }],
  ])('%j, asked with %j', (expected, given) => expect(order(expected, given)).toBe('served'))
})

describe('a mock serves nothing else, and says what kept it', () => {
  test.each<[what: string, expected: Record<string, Json>, given: Json, why: string]>([
    [
      'a shifted digit',
      { order: '10234' },
      { order: '10243' },
      'the argument order is "10243", where "10234" is expected',
    ],
    [
      'a lost zero',
      { zip: '02142' },
      { zip: '2142' },
      'the argument zip is "2142", where "02142" is expected',
    ],
    [
      'a missing argument',
      { order: 'A7' },
      { id: 'A7' },
      'the argument order is not given, where "A7" is expected',
    ],
    [
      'one that must not be given',
      { note: null },
      { note: 'x' },
      'the argument note is "x", where none is expected',
    ],
    [
      'two wrong ones',
      { order: 'A7', day: 1 },
      { order: 'B7', day: 2 },
      'the argument order is "B7", where "A7" is expected (and 1 more)',
    ],
    ['arguments that are not told', { order: 'A7' }, null, 'the arguments are not told'],
    [
      'arguments that are no JSON',
      { order: 'A7' },
      'order=A7',
      'the arguments are no JSON object: "order=A7"',
    ],
  ])('%s', (_, expected, given, why) =>
    expect(order(expected, given)).toBe(
      `no mock fits: for the nearest, mocks[0] of the case, ${why}`,
    ),
  )

  test('values that are only alike', () => {
    const why = order({ city: 'New York City' }, { city: 'New York' })
    expect(why).toContain('the argument city is "New York", where "New York City" is expected')
  })

  test.each(['Get_Order', 'getOrder', 'get-order'])('the tool %s by another spelling', (name) =>
    expect(order(undefined, {}, name)).toBe(
      'no mock is for this tool: the nearest, mocks[0] of the case, is for "get_order", and names must be the same',
    ),
  )

  test('another tool', () =>
    expect(order(undefined, {}, 'cancel_order')).toBe(
      'no mock is for this tool; there are mocks for get_order',
    ))
  test('a name that is not told', () =>
    expect(order(undefined, {}, '')).toBe(
      'no mock is for this tool; there are mocks for get_order',
    ))
  test('anything where there are none', () =>
    expect(ask([], { name: 'x', arguments: {} })).toMatch(
      /neither the case nor the target has any/,
    ))
})

describe('which of several', () => {
  const one: ToolMock = { tool: 'a', arguments: { x: 1 }, result: 'one' }
  const any: ToolMock = { tool: 'a', result: 'any' }
  const call = { name: 'a', arguments: { x: 1 } }

  test('the first that fits', () => {
    expect(ask([one, any], call)).toBe('one')
    expect(ask([any, one], call)).toBe('any')
    expect(ask([one, any], { name: 'a', arguments: { x: 2 } })).toBe('any')
  })

  test('those of the case before those of the target', () => {
    expect(ask([any], call, [], [one])).toBe('any')
    expect(ask([{ ...one, arguments: { x: 9 } }], call, [], [one])).toBe('one')
  })

  test('one that is used up makes room for the next', () => {
    const once = { ...any, times: 1, result: 'first' }
    expect(ask([once, any], call)).toBe('first')
    expect(ask([once, any], call, [1])).toBe('any')
    expect(ask([once], call, [1])).toBe(
      'no mock fits: for the nearest, mocks[0] of the case, it has been used once, which is all it may',
    )
  })

  test('the nearest is the one with the fewest faults', () =>
    expect(
      ask(
        [
          { tool: 'a', arguments: { x: 7, y: 7 }, result: 0 },
          { tool: 'a', arguments: { x: 1, y: 7 }, result: 0 },
        ],
        { name: 'a', arguments: { x: 1, y: 2 } },
      ),
    ).toContain('mocks[1] of the case, the argument y is 2, where 7 is expected'))
})

test('a mock is named so that it is found again', () => {
  const [first, second] = placeMocks(
    [{ tool: 'a', arguments: { x: 1 }, result: 0 }],
    [{ tool: 'b', error: 'no' }],
  )
  expect(first && mockText(first)).toBe('mocks[0] of the case (a with {"x":1})')
  expect(second && mockText(second)).toBe('mocks[0] of the target (b)')
})

describe('what a list of mocks may hold', () => {
  const faults = (value: unknown) => {
    const parsed = ToolMocks.safeParse(value)
    return parsed.success ? [] : faultsOf(parsed.error).map((one) => `${one.path}: ${one.message}`)
  }

  test.each<[unknown]>([
    [[]],
    [[{ tool: 'a', result: null }]],
    [[{ tool: 'a', error: 'no such order', delay_ms: 30_000, times: 2, optional: true }]],
    [[{ tool: 'a', arguments: { 'items[0].sku': { matches: '^A' } }, result: [1, { b: false }] }]],
  ])('%j', (value) => expect(faults(value)).toEqual([]))

  test.each<[what: string, value: unknown, fault: RegExp]>([
    ['a text', 'get_order', /must be a list of mocks/],
    ['one without a tool', [{ result: 1 }], /^\[0\]\.tool: /],
    ['one that answers nothing', [{ tool: 'a' }], /^\[0\]: needs result or error/],
    [
      'one with two answers',
      [{ tool: 'a', result: 1, error: 'no' }],
      /^\[0\]\.error: may only be one of: result, error/,
    ],
    ['an unknown key', [{ tool: 'a', result: 1, args: {} }], /args/],
    ['too long a delay', [{ tool: 'a', result: 1, delay_ms: 30_001 }], /^\[0\]\.delay_ms: /],
    ['no times at all', [{ tool: 'a', result: 1, times: 0 }], /^\[0\]\.times: /],
    [
      'arguments that are no path',
      [{ tool: 'a', result: 1, arguments: { 'a..b': 1 } }],
      /is not a path/,
    ],
    [
      'a pattern that is none',
      [{ tool: 'a', result: 1, arguments: { a: { matches: '(' } } }],
      /is not a valid pattern/,
    ],
    [
      'one that is too large',
      [{ tool: 'a', result: 'x'.repeat(66_000) }],
      /^\[0\]: is 65 kB of JSON: at most 64 kB/,
    ],
    ['more than 50', Array.from({ length: 51 }, () => ({ tool: 'a', result: 1 })), /50/],
  ])('not %s', (_, value, fault) => {
    expect(faults(value)).toHaveLength(1)
    expect(faults(value)[0]).toMatch(fault)
  })
})
