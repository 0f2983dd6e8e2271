import { expect, test } from 'vitest'

import { matchesGlob } from '#lib/webhooks/glob.ts'

test.each([
  ['main', 'main', true],
  ['main', 'Main', false],
  ['main', 'main2', false],
  ['release/*', 'release/1.2', true],
  ['release/*', 'release/1.2/fix', false],
  ['release/**', 'release/1.2/fix', true],
  ['**', 'any/thing', true],
  ['*', 'a/b', false],
  ['**/*.md', 'a.md', true],
  ['**/*.md', 'docs/deep/a.md', true],
  ['src/**/test/*.ts', 'src/test/a.ts', true],
  ['src/**/test/*.ts', 'src/a/b/test/c.ts', true],
  ['src/**/test/*.ts', 'srctest/c.ts', false],
  ['v?.*', 'v1.20', true],
  ['v?', 'v/', false],
  ['app/(group)/[id]/*.tsx', 'app/(group)/[id]/page.tsx', true],
  ['c++', 'c++', true],
  ['!main', 'dev', false],
  ['a.b', 'axb', false],
  ['日本/*', '日本/語', true],
  ['', '', true],
  ['', 'a', false],
])('%s against %s', (pattern, text, expected) => {
  expect(matchesGlob(pattern, text)).toBe(expected)
})

test('no pattern is slow: one that keeps a regular expression busy for hours', () => {
  expect(matchesGlob(`${'*a'.repeat(100)}b`, 'a'.repeat(300))).toBe(false)
  expect(matchesGlob(`${'**/*a'.repeat(60)}b`, 'a/'.repeat(150))).toBe(false)
})
