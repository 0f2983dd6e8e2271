import { expect, test } from 'vitest'

import { foreignFaults } from '#lib/platform/format/foreign-faults.ts'

const nul = 'holds the character U+0000, which cannot be kept'
const half = 'holds half of a surrogate pair, which is not a character'

const form = new FormData()
form.set('name', 'a\0b')
const itself: unknown[] = []
itself.push(itself)
const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels))
/** Small in memory, and 2 ** 40 parts for whoever walks it. */
const bomb = Array.from({ length: 40 }).reduce<unknown>((inner) => [inner, inner], 'x')

test.each<[string, unknown, string, string]>([
  ['U+0000', 'a\0b', '', nul],
  ['U+0000 in a list', { cases: [{}, { name: '\0' }] }, 'cases[1].name', nul],
  ['the first half of a pair', { a: { b: 'x\ud83d' } }, 'a.b', half],
  ['the second half of a pair', { a: '\ude00x' }, 'a', half],
  ['U+0000 in a key', { a: { 'k\0': 1 } }, String.raw`a["k\u0000"]`, `has a name that ${nul}`],
  ['half a pair in a key', { '\ud800': 1 }, String.raw`["\ud800"]`, `has a name that ${half}`],
  ['a field of a form', form, 'name', nul],
  ['the name of a file', { file: new File([], '\0.wav') }, 'file.name', nul],
  ['a map', new Map([['city', '\0']]), 'city', nul],
  ['a set', new Set(['a', '\0']), '[1]', nul],
  ['what is nested too deeply', deep(65), '', 'is nested more than 64 levels deep'],
  ['what contains itself', itself, '', 'is nested more than 64 levels deep'],
  ['what is shared a million times', bomb, '', 'has more than 200000 parts'],
  ['a long list', Array.from({ length: 200_001 }), '', 'has more than 200000 parts'],
])('%s is told with its place', (_, value, path, message) => {
  expect(foreignFaults(value)).toEqual([{ path, message }])
})

test.each<[string, unknown]>([
  ['emoji and every plane', '👩‍👩‍👧 𝒳 \u{10ffff} \ufffd \ufeff \u0001 \u202e'],
  ['a deep value', deep(64)],
  ['what JSON cannot carry', [undefined, 1n, new Date(), new Uint8Array(4), null, Number.NaN]],
])('%s is let through', (_, value) => {
  expect(foreignFaults(value)).toEqual([])
})

test('a thousand faults are told as twenty', () =>
  expect(foreignFaults(Array.from({ length: 1_000 }, () => '\0'))).toHaveLength(20))
