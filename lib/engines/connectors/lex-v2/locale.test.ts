import { expect, test } from 'vitest'

import { lexLocale } from '#lib/engines/connectors/lex-v2/locale.ts'

test.each([
  ['en-US', 'en_US'],
  ['en', 'en_US'],
  ['de', 'de_DE'],
  ['pt', 'pt_BR'],
  ['es-419', 'es_419'],
  ['zh-Hans-CN', 'zh_CN'],
  ['ar', 'ar_AE'],
  ['nb-NO', 'no_NO'],
])('%s is %s to Lex', (tag, locale) => expect(lexLocale(tag, {})).toBe(locale))

test('a setting says which locale a language has in this bot', () =>
  expect(lexLocale('en-GB', { 'en-GB': 'en_US' })).toBe('en_US'))
