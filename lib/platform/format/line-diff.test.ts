import { expect, test } from 'vitest'

import { diffLines } from '#lib/platform/format/line-diff.ts'

const signs = { same: ' ', added: '+', removed: '-' }
const diff = (before: string[], after: string[]) =>
  diffLines(before.join('\n'), after.join('\n')).map(({ kind, text }) => `${signs[kind]}${text}`)

test('equal texts differ nowhere', () => expect(diff(['a', 'b'], ['a', 'b'])).toEqual([' a', ' b']))

test('a changed line is removed, then added', () =>
  expect(diff(['a', 'b', 'c'], ['a', 'x', 'c'])).toEqual([' a', '-b', '+x', ' c']))

test('lines common to both stay where they are between changes', () =>
  expect(diff(['a', 'b', 'c', 'd'], ['b', 'x', 'd', 'e'])).toEqual([
    '-a',
    ' b',
    '-c',
    '+x',
    ' d',
    '+e',
  ]))

test('a repeated line added beside itself is one added line', () =>
  expect(diff(['a', 'a'], ['a', 'a', 'a'])).toEqual([' a', ' a', '+a']))

test('both texts can be read back from the lines', () => {
  const before = Array.from({ length: 300 }, (_, index) => String((index * 7) % 40))
  const after = Array.from({ length: 280 }, (_, index) => String((index * 11) % 40))
  const lines = diffLines(before.join('\n'), after.join('\n'))
  const without = (kind: string) =>
    lines.filter((line) => line.kind !== kind).map(({ text }) => text)
  expect(without('added')).toEqual(before)
  expect(without('removed')).toEqual(after)
})

test('texts too long to compare are replaced as a whole', () => {
  const many = (word: string) => Array.from({ length: 3_000 }, (_, index) => `${word}${index}`)
  expect(diff(many('a'), many('b'))).toHaveLength(6_000)
})
