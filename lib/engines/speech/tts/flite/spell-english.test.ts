import { expect, test } from 'vitest'

import { spellEnglish } from '#lib/engines/speech/tts/flite/spell-english.ts'

test.each([
  ['it’s “fine” – really…', 'it\'s "fine" - really...'],
  ['café naïve Zoë', 'cafe naive Zoe'],
  ['£5 and €1,250.50', '5 pounds and 1,250.50 euros'],
  ['20°C or 68 °F, 90°', '20 degrees Celsius or 68 degrees Fahrenheit, 90 degrees'],
  ['line\none\t two\u00a0three\u0000', 'line one two three'],
  ['so good 👍🏽', 'so good'],
  ['<b>a & b</b>', '<b>a & b</b>'],
  ['--help', '--help'],
])('%j is read as %j', (text, spelled) => {
  expect(spellEnglish(text)).toBe(spelled)
})

test.each([['你好'], ['hello 你好'], ['привет'], ['αβγ'], ['٣']])('refuses %j', (text) => {
  expect(() => spellEnglish(text)).toThrow(/cannot speak/)
})

test.each([[''], ['?!'], ['👍'], ['\u0000']])('%j holds nothing to speak', (text) => {
  expect(() => spellEnglish(text)).toThrow(/nothing/)
})
