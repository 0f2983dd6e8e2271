import { expect, test } from 'vitest'

import { readAlignment } from '#lib/platform/format/read-alignment.ts'

const alignment = [
  ['=', 'hello', 'hello'],
  ['d', 'there', null],
]

test('finds the alignment among the scores', () =>
  expect(readAlignment([{ detail: null }, {}, { detail: { alignment, wer: 0.5 } }])).toEqual({
    words: [
      { op: 'equal', said: 'hello', heard: 'hello' },
      { op: 'delete', said: 'there', heard: null },
    ],
    wer: 0.5,
  }))

test('a step of another shape makes the whole unreadable, not wrongly shown', () =>
  expect(readAlignment([{ detail: { alignment: [...alignment, ['?', 'a', 'b']] } }])).toBeNull())
