import { describe, expect, test } from 'vitest'

import { maxText, tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'

const keys = (text: string, language = 'en-US') =>
  tokenise(text, language).tokens.map((token) => token.key)
const kinds = (text: string, language = 'en-US') =>
  tokenise(text, language).tokens.map((token) => token.kind)

const english: [text: string, keys: string[]][] = [
  // numbers
  ['1,250.50', ['1250.5']],
  ['1,25,000', ['125000']],
  ['2.5 and 25', ['2.5', 'and', '25']],
  ['two point five million', ['2500000']],
  ['20 million', ['20000000']],
  ['three and a half million', ['3500000']],
  ['a hundred and five', ['105']],
  ['minus 5, -5, −5', ['-5', '-5', '-5']],
  ['7-9', ['7', 'to', '9']],
  ['.5 and -.5 and $.50', ['0.5', 'and', '-0.5', 'and', '0.5usd']],
  ['It is 5.5 more.', ['it', 'is', '5.5', 'more']],
  ['1½', ['1.5']],
  ['2 1/2', ['2.5']],
  ['1, 2 and 3', ['1', '2', 'and', '3']],
  ['rooms 3 and 14', ['rooms', '3', 'and', '14']],
  ['two and three', ['2', 'and', '3']],
  ['which one', ['which', 'one']],
  ['no one knows one of them', ['no', 'one', 'knows', 'one', 'of', 'them']],
  ['a room', ['a', 'room']],
  ['nineteen ninety nine', ['1999']],
  ['twenty nineteen', ['2019']],
  ['~5 and ≥10 and 18+', ['~', '5', 'and', '≥', '10', 'and', '18', '+']],
  // identifiers
  ['five five five one two three four', ['5551234']],
  ['5 5 5, 1 2 3 4', ['5551234']],
  ['555-1234', ['5551234']],
  ['(555) 123-4567', ['5551234567']],
  ['+49 30 123456', ['+4930123456']],
  ['double oh seven', ['007']],
  ['nine double one', ['911']],
  ['oh eight hundred', ['0800']],
  ['one eight hundred five five five one two three four', ['18005551234']],
  ['02142 and 2142', ['02142', 'and', '2142']],
  ['A B C one two three', ['abc123']],
  ['abc-123', ['abc123']],
  ['A7B3', ['a7b3']],
  ['seat 12A', ['seat', '12a']],
  ['RC 232', ['rc232']],
  ['C++ and C#', ['c++', 'and', 'c#']],
  ['1.2.3', ['1.2.3']],
  ['1.10', ['1.10']],
  ['12345678901234567', ['12345678901234567']],
  ['24/7', ['24/7']],
  // money, percent, measures
  ['$5.20', ['5.2usd']],
  ['five dollars and twenty cents', ['5.2usd']],
  ['$20 million', ['20000000usd']],
  ['US$ 5, 20 USD, EUR 5', ['5usd', '20usd', '5eur']],
  ['-$5 $-5', ['-5usd', '-5usd']],
  ['¥20 ₹20 £20', ['20jpy', '20inr', '20gbp']],
  ['3 cents, 50 pence', ['0.03usd', '0.5gbp']],
  ['5 dollars 20 minutes', ['5usd', '1200s']],
  ['50%, 76 per cent', ['50%', '76%']],
  ['20 °C, 68°F, 20 degrees', ['20°c', '68°f', '20°']],
  ['10mm, 1 km, 1000 m, 10 km/h', ['0.01m', '1000m', '1000m', '10km/h']],
  ['half an hour, an hour and a half', ['1800s', '5400s']],
  ['1 hour 30 minutes, PT1H30M', ['5400s', '5400s']],
  ['5G and 5 g', ['5g', 'and', '5g']],
  // times and dates
  ['7:30', ['7:30']],
  ['7.30 am, 07:30', ['07:30', '07:30']],
  ['3 PM, 15:00', ['15:00', '15:00']],
  ['half past seven in the evening', ['19:30']],
  ['quarter to eight', ['7:45']],
  ['five to ten minutes', ['5', 'to', '600s']],
  ['noon and midnight', ['12:00pm', 'and', '00:00']],
  ['2025-05-03T07:30-04:00', ['2025-05-03', '07:30-04:00']],
  ['May 3, 2025', ['2025-05-03']],
  ['3rd of May, the third of may', ['--05-03', 'the', '--05-03'].filter((key) => key !== 'the')],
  ['july third twenty twenty', ['2020-07-03']],
  ['5/3/2025', ['2025-05-03|2025-03-05']],
  ['you may be 5', ['you', 'may', 'be', '5']],
  ['thirty first, 31st', ['31.', '31.']],
]

describe('English', () => {
  test.each(english)('%j', (text, expected) => expect(keys(text)).toEqual(expected))

  test('a spoken time is a number in halves as well', () =>
    expect(tokenise('seven thirty', 'en-US').tokens[0]?.readings.map(({ type }) => type)).toEqual([
      'time',
      'time',
      'number',
    ]))

  test('contractions, titles and streets are written out', () =>
    expect(keys("He's been at 12 Main St. with Mr. Park; he's fine")).toEqual(
      'he has been at 12 main street with mister park he is fine'.split(' '),
    ))
})

const others: [language: string, text: string, keys: string[]][] = [
  ['de-DE', '1.250,50 € und 5,20 €', ['1250.5eur', 'und', '5.2eur']],
  ['de-DE', '2,5 und 2.500', ['2.5', 'und', '2500']],
  ['de-CH', "1'250.50", ['1250.5']],
  ['fr-FR', '1\u202f234,56 et 10 000', ['1234.56', 'et', '10000']],
  ['es-MX', '1,250.50', ['1250.5']],
  ['zh-CN', '2.5', ['2.5']],
  ['zh-CN', '2。5', ['2.5']],
  ['ja-JP', '２．５', ['2.5']],
  ['th-TH', '๒.๕', ['2.5']],
  ['ar-EG', '٢٫٥ ٪٢٠', ['2.5', '20%']],
  ['xx', 'Foo 1.234,5 bar 3.5.2025', ['foo', '1234.5', 'bar', '2025-05-03']],
]
test.each(others)('%s: %j', (language, text, expected) =>
  expect(keys(text, language)).toEqual(expected),
)

describe('numbers inside others are other tokens', () => {
  test.each([
    ['5', '15 degrees'],
    ['5', '2.5 euros'],
    ['22', '122 degrees'],
    ['20 dollars', '120 dollars'],
    ['7', '007'],
    ['A7', 'A7B3'],
  ])('%j is not in %j', (part, whole) => {
    const found = keys(whole)
    expect(keys(part).every((key) => found.includes(key))).toBe(false)
  })
})

test('kinds say what was read', () =>
  expect(kinds('$5 5% 5 km 5 minutes 5:30 pm May 5 5th 555-1234 5 five')).toEqual([
    'money',
    'percent',
    'measure',
    'duration',
    'time',
    'date',
    'ordinal',
    'identifier',
    'number',
    'number',
  ]))

test('a long text is cut', () => {
  const { tokens } = tokenise('word '.repeat(maxText), 'en-US')
  expect(tokens.length).toBeLessThanOrEqual(maxText / 5)
})

/** Deterministic choice, so that a failure can be repeated. */
function chooser(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

describe('for generated texts', () => {
  const pieces =
    'flight|to Boston|5|15|2.5|-7|seven thirty|7:30|3 pm|May 3, 2025|$5.20|20 °C|half an hour|A7B3|555-1234|ﬁne|½|five five five|the|a|St.|ﾄｳｷｮｳ|don’t|1,250|50%|İ|😀|(|)|-|/|,|.|3rd|oh|double|one|٥|con\u00adfirm|²'.split(
      '|',
    )
  const texts = Array.from({ length: 400 }, (_, seed) => {
    const next = chooser(seed + 1)
    return Array.from({ length: 1 + next(9) }, () => pieces[next(pieces.length)] ?? '').join(
      next(5) === 0 ? '' : ' ',
    )
  })

  test('spans index into the source, in order, and hold what they claim', () => {
    for (const language of ['en-US', 'de-DE', 'ja-JP', 'tr-TR'])
      for (const text of texts) {
        let last = 0
        for (const token of tokenise(text, language).tokens) {
          expect(token.start, text).toBeGreaterThanOrEqual(0)
          expect(token.end, text).toBeLessThanOrEqual(text.length)
          expect(token.end, text).toBeGreaterThan(token.start)
          expect(token.end, text).toBeGreaterThanOrEqual(last)
          last = token.end
          expect(
            /[\p{L}\p{N}]|[<>≤≥~≈±≠+&/-]/u.test(text.slice(token.start, token.end)),
            text,
          ).toBe(true)
        }
      }
  })

  test('a changed digit, a moved number or a minus never leaves the keys as they were', () => {
    for (let seed = 1; seed < 400; seed++) {
      const next = chooser(seed)
      const [a, b] = [10 + next(89), 100 + next(899)]
      const text = `Move ${a} from dock ${b} today`
      const same = (other: string) => tokenise(other, 'en-US').text === tokenise(text, 'en-US').text
      expect(same(`Move ${a + 1} from dock ${b} today`)).toBe(false)
      expect(same(`Move ${a}0 from dock ${b} today`)).toBe(false)
      expect(same(`Move ${b} from dock ${a} today`)).toBe(false)
      expect(same(`Move -${a} from dock ${b} today`)).toBe(false)
      expect(same(`Move ${a} from dock ${b}.5 today`)).toBe(false)
      expect(same(`Move ${a} from dock 0${b} today`)).toBe(false)
    }
  })
})
