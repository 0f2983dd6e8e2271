import { expect, test } from 'vitest'

import { listChanges } from '#app/(dashboard)/settings/activity/_lib/list-changes.ts'

test.each([
  ['one value', { name: 'a' }, { name: 'b' }, [['name', 'a', 'b']]],
  ['fields within fields', { c: { x: 1 } }, { c: { x: 2 } }, [['c.x', '1', '2']]],
  ['a list of plain values', { tags: ['a'] }, { tags: ['a', 'b'] }, [['tags', 'a', 'a, b']]],
  [
    'an entry of a list',
    { turns: [{ say: 'hi', n: 1 }] },
    { turns: [{ say: 'ho', n: 1 }, { say: 'he' }] },
    [
      ['turns[1].say', 'hi', 'ho'],
      ['turns[2].say', null, 'he'],
    ],
  ],
  [
    'what is new, and what is gone',
    { a: true, b: null },
    { a: null, b: 0 },
    [
      ['a', 'true', null],
      ['b', null, '0'],
    ],
  ],
  ['what was made', null, { name: 'a', tags: [] }, [['name', null, 'a']]],
  ['what was deleted', { name: 'a' }, null, [['name', 'a', null]]],
  ['nothing', null, null, []],
])('%s', (_what, before, after, expected) => {
  expect(listChanges(before, after).map((one) => [one.path, one.before, one.after])).toEqual(
    expected,
  )
})
