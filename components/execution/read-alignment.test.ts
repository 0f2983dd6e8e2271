import { expect, test } from 'vitest'

import { readAlignment } from './read-alignment.ts'

const alignment = [
  { op: 'equal', said: 'hello', heard: 'hello' },
  { op: 'delete', said: 'there', heard: null },
]

test('finds the alignment among the scores', () =>
  expect(readAlignment([{ detail: null }, {}, { detail: { alignment, wer: 0.5 } }])).toEqual({
    words: alignment,
    wer: 0.5,
  }))

test('detail of another shape is passed over, not shown wrongly', () =>
  expect(
    readAlignment([{ detail: { alignment: [{ op: 'swap', said: 'a', heard: 'b' }] } }]),
  ).toBeNull())
