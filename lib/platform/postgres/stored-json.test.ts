import { expect, test } from 'vitest'

import { storedJson, storedText } from '#lib/platform/postgres/stored-json.ts'

test.each([
  ['plain “text” 🎙', '"plain “text” 🎙"'],
  ['nul \0 byte', '"nul \\ufffd byte"'],
  ['half \ud83c pair', '"half \\ufffd pair"'],
  ['an escape \\u0000 as text', '"an escape \\\\u0000 as text"'],
  ['a backslash \\\0', '"a backslash \\\\\\ufffd"'],
  [{ 'key \0': ['\udfff'] }, '{"key \\ufffd":["\\ufffd"]}'],
])('%j becomes what jsonb takes', (value, text) => expect(storedJson(value)).toBe(text))

test('text loses what Postgres cannot hold', () =>
  expect(storedText('a\0b\ud800c🎙')).toBe('a\ufffdb\ufffdc🎙'))
