import { describe, expect, test } from 'vitest'

import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'

const keys = (text: string, language = 'en-US') =>
  tokenise(text, language).tokens.map(({ key }) => key)

describe('signs that are said as words', () => {
  test.each([
    ['en-US', '5-7 days', '5 to 7 days'],
    ['en-US', '5–7 days', 'five to seven days'],
    ['en-US', '7:30-9:00', '7:30 to 9:00'],
    ['en-US', '5 + 3', 'five plus three'],
    ['en-US', '10 / 2', 'ten divided by two'],
    ['en-US', 'john@example.com', 'john at example dot com'],
    ['de-DE', '5-7 Tage', 'fünf bis sieben Tage'],
    ['de-DE', 'drei zu zwei', '3:2'],
    ['fr-FR', '5-7 jours', 'cinq à sept jours'],
    ['es-ES', '5-7 días', 'cinco a siete días'],
    ['zh-CN', '5-7天', '五到七天'],
    ['th-TH', '5-7 วัน', 'ห้าถึงเจ็ดวัน'],
  ])('%s: %s is %s', (language, written, said) => {
    expect(tokenForm(written, language)).toBe(tokenForm(said, language))
  })

  test.each([
    ['7-5', ['7', '5']],
    ['1-2-3', ['123']],
    ['555-1234', ['5551234']],
    ['2019-20', ['2019', '20']],
    ['covid-19', ['covid', '19']],
    ['booked.It is', ['booked', 'it', 'is']],
    ['yes/no', ['yes', 'no']],
    ['-5', ['-5']],
    ['5+ people', ['5', '+', 'people']],
  ])('%s has no such word', (text, expected) => {
    expect(keys(text)).toEqual(expected)
  })

  test.each([
    ['en-US', '5-7', '57'],
    ['en-US', '5-7', '5-8'],
    ['en-US', '5-7', '5 7'],
    ['de-DE', '3:2', '2:3'],
    ['en-US', 'john@example.com', 'john@example.org'],
  ])('%s: %s is not %s', (language, a, b) => {
    expect(tokenForm(a, language)).not.toBe(tokenForm(b, language))
  })
})

describe('abbreviations', () => {
  test.each([
    ['de-DE', 'z. B. am Montag', 'zum Beispiel am Montag'],
    ['de-DE', 'z.B. am Montag', 'zum Beispiel am Montag'],
    ['de-DE', 'Zug, Bus usw.', 'Zug, Bus und so weiter'],
    ['es-ES', 'en EE. UU.', 'en Estados Unidos'],
    ['es-ES', 'n.º 5', 'número 5'],
    ['fr-FR', 'n° 5', 'numéro 5'],
    ['en-US', 'e.g. Monday', 'for example Monday'],
  ])('%s: %s is %s', (language, short, long) => {
    expect(tokenForm(short, language)).toBe(tokenForm(long, language))
  })

  test('the word no of a Spanish sentence is no number sign', () => {
    expect(keys('no 5', 'es-ES')).toEqual(['no', '5'])
  })
})
