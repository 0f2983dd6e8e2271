import { describe, expect, test } from 'vitest'

import { maxText, normalise } from '#lib/engines/validation/text/normalise.ts'

/** Pairs that say the same and must become equal. */
const equal: [language: string, a: string, b: string][] = [
  ['en-US', "Don't set it, it's late.", 'do not set it it is late'],
  ['en-US', 'Set a timer for twenty-five minutes', 'set a timer for 25 minutes'],
  ['en-US', 'at 7:30 a.m.', 'at seven thirty AM'],
  ['en-US', 'at 7:00 PM', 'at seven PM'],
  ['en-US', '$5', 'five dollars'],
  ['en-US', '20% off', 'twenty percent off'],
  ['en-US', '72°F', 'seventy two degrees Fahrenheit'],
  ['en-US', '1,250 people', 'one thousand two hundred and fifty people'],
  ['en-US', '2,500,000', 'two point five million'],
  ['en-US', 'in 1999', 'in nineteen ninety-nine'],
  ['en-US', 'May 25th', 'May twenty fifth'],
  ['en-US', 'um, the weather, uh', 'the weather'],
  ['en-US', 'Mr. Smith of the U.S.A.', 'mister smith of the USA'],
  ['en-GB', 'my favourite colour', 'my favorite color'],
  ['en-US', 'ｆｕｌｌ ｗｉｄｔｈ', 'full width'],
  ['en-US', 'rock & roll', 'rock and roll'],
  ['en-US', 'it’s “fine”', "it's fine"],
  ['de-DE', 'fünfundzwanzig Minuten', '25 Minuten'],
  ['de-DE', 'zwo Komma fünf Prozent', '2,5 %'],
  ['de-DE', '1.500 €', 'eintausendfünfhundert Euro'],
  ['de-DE', 'hundertfünf', 'einhundertfünf'],
  ['fr-FR', "l'eau à soixante et onze degrés", 'l’eau à 71 °'],
  ['fr-BE', 'septante-deux', 'soixante-douze'],
  ['es-ES', 'treinta y cinco mil', '35.000'],
  ['es-MX', 'veintiún', '21'],
  ['it-IT', 'venticinque minuti', '25 minuti'],
  ['nl-NL', 'vierendertig', '34'],
  ['pt-BR', 'dezesseis', 'dezasseis'],
  ['sv-SE', 'tjugoett', '21'],
  ['pl-PL', 'dwadzieścia jeden', '21'],
  ['ru-RU', 'двадцать пять', '25'],
  ['hi-IN', 'पच्चीस', '25'],
  ['tr-TR', 'IŞIK', 'ışık'],
]

describe('normalise', () => {
  test.each(equal)('%s: %j equals %j', (language, a, b) =>
    expect(normalise(a, language).words).toEqual(normalise(b, language).words),
  )

  test.each([
    ['en-US', 'ten minutes', 'twenty minutes'],
    ['en-US', 'seven thirty', 'thirty seven'],
    ['en-US', '30 seconds', '30 minutes'],
    ['de-DE', 'einundzwanzig', 'zwölf'],
    ['en-US', '1.5', '15'],
    ['de-DE', '1,5', '1.500'],
  ])('%s: %j stays different from %j', (language, a, b) =>
    expect(normalise(a, language).text).not.toBe(normalise(b, language).text),
  )

  test('keeps combining marks, which are vowels in many scripts', () => {
    expect(normalise('मौसम कैसा है?', 'hi-IN').words).toEqual(['मौसम', 'कैसा', 'है'])
    expect(normalise('อากาศวันนี้', 'th-TH').text).toBe('อากาศวันนี้')
  })

  test('cuts unspaced languages into words and joins them without spaces', () => {
    const { words, text } = normalise('明日の天気は？', 'ja-JP')
    expect(words.length).toBeGreaterThan(2)
    expect(text).toBe('明日の天気は')
  })

  test.each(['', '   ', '…', '[noise] <laugh>'])('%j has no words', (text) =>
    expect(normalise(text, 'en-US')).toEqual({ text: '', words: [] }),
  )

  test('cuts a text that nobody would speak', () =>
    expect(normalise('word '.repeat(maxText), 'en-US').words.length).toBeLessThanOrEqual(
      maxText / 5,
    ))

  test('is idempotent on its own output', () => {
    for (const [language, a] of equal) {
      const once = normalise(a, language).text
      if (!/\d\.\d/.test(once)) expect(normalise(once, language).text).toBe(once)
    }
  })

  test('an unknown language is still compared without case and punctuation', () =>
    expect(normalise('Sawubona, mngane!', 'zu-ZA').text).toBe('sawubona mngane'))
})
