import { expect, test } from 'vitest'

import { edgesOf, knots } from '#scripts/house/knots.ts'

test.each<[string, [string, string][], string[][]]>([
  ['nothing', [], []],
  [
    'a line',
    [
      ['a', 'b'],
      ['b', 'c'],
      ['a', 'c'],
    ],
    [],
  ],
  ['a file that names itself', [['a', 'a']], []],
  [
    'two that import each other',
    [
      ['b', 'a'],
      ['a', 'b'],
      ['c', 'a'],
    ],
    [['a', 'b']],
  ],
  [
    'a circle of three, and another apart',
    [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
      ['x', 'y'],
      ['y', 'x'],
      ['c', 'x'],
    ],
    [
      ['a', 'b', 'c'],
      ['x', 'y'],
    ],
  ],
])('the knots of %s are found', (_, pairs, expected) =>
  expect(knots(edgesOf(pairs))).toEqual(expected),
)
