import { describe, expect, test } from 'vitest'

import { relate, sameKind, type Relation } from '#lib/engines/validation/text/tokens/relate.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'
import type { Token } from '#lib/engines/validation/text/tokens/types.ts'

function only(text: string, language = 'en-US'): Token {
  const { tokens } = tokenise(text, language)
  const [token] = tokens
  if (token === undefined || tokens.length !== 1) throw new Error(`${text} is not one token`)
  return token
}

const pairs: [a: string, b: string, relation: Relation][] = [
  ['five', '5', 'same'],
  ['5', '-5', 'different'],
  ['5', '15', 'different'],
  ['250.00', '250', 'same'],
  ['1.10', '1.1', 'unclear'],
  ['007', '7', 'different'],
  ['02142', '2142', 'different'],
  ['1234567890', '1234567891', 'different'],
  ['1880s', '1980s', 'different'],
  ['5551234', '555-1234', 'same'],
  ['five five five one two three four', '555-1234', 'same'],
  ['five twenty four', '524', 'same'],
  ['seven thirty', '7:30', 'same'],
  ['seven thirty', '730', 'same'],
  ['7:30', '730', 'different'],
  ['7:30', '7:30 pm', 'unclear'],
  ['7:30', '19:30', 'unclear'],
  ['7:30', '8:30', 'different'],
  ['7 am', '7 pm', 'different'],
  ['7', '7 pm', 'different'],
  ['7', '7 am', 'unclear'],
  ['noon', '12:00', 'same'],
  ['3 PM', '15:00', 'same'],
  ['T07:30-04:00', 'T07:30+01:00', 'different'],
  ['T07:30-04:00', '07:30', 'unclear'],
  ['20 degrees', '20 °C', 'unclear'],
  ['20 °C', '20 °F', 'different'],
  ['20 degrees', '21 °C', 'different'],
  ['10 mm', '10 cm', 'different'],
  ['1 km', '1000 m', 'same'],
  ['5', '5 km', 'unclear'],
  ['5', '5 dollars', 'unclear'],
  ['5', '15 km', 'different'],
  ['$5.20', 'five dollars and twenty cents', 'same'],
  ['$20', '€20', 'different'],
  ['$20', 'CA$20', 'unclear'],
  ['¥20', '₹20', 'different'],
  ['half an hour', '30 minutes', 'same'],
  ['PT1H30M', 'an hour and a half', 'same'],
  ['10 minutes', '10 seconds', 'different'],
  ['2025-05-03', 'May 3, 2025', 'same'],
  ['May 3', '3rd of May', 'same'],
  ['May 3', 'May 3, 2025', 'unclear'],
  ['May 3', 'June 3', 'different'],
  ['5/3/2025', 'May 3, 2025', 'unclear'],
  ['5/3/2025', 'May 4, 2025', 'different'],
  ['Saturday, May 3, 2025', 'May 3, 2025', 'same'],
  ['Monday', 'Tuesday', 'different'],
  ['Monday', 'May 3, 2025', 'different'],
  ['third', '3rd', 'same'],
  ['3', '3rd', 'unclear'],
  ['A7B3', 'A3B7', 'different'],
  ['A+', 'A-', 'different'],
  ['+15551234567', '15551234567', 'same'],
  ['+1 555 123 4567', '555-123-4567', 'unclear'],
  ['available', 'unavailable', 'different'],
  ['color', 'colour', 'same'],
]

describe('relate', () => {
  test.each(pairs)('%j and %j: %s', (a, b, relation) => {
    expect(relate(only(a), only(b))).toBe(relation)
    expect(relate(only(b), only(a))).toBe(relation)
  })

  test('a token is the same as itself', () => {
    for (const [a, b] of pairs)
      for (const text of [a, b]) expect(relate(only(text), only(text))).toBe('same')
  })

  test('an article may be the number one', () => {
    expect(relate(only('ein', 'de-DE'), only('1', 'de-DE'))).toBe('unclear')
    expect(relate(only('ein', 'de-DE'), only('2', 'de-DE'))).toBe('different')
  })
})

test('kinds are the same where one reading of both is', () => {
  expect(sameKind(only('seven thirty'), only('7:30'))).toBe(true)
  expect(sameKind(only('seven thirty'), only('730'))).toBe(true)
  expect(sameKind(only('7:30'), only('730'))).toBe(false)
  expect(sameKind(only('seven'), only('word'))).toBe(false)
})

test.each<[a: string, b: string, relation: Relation]>([
  ['the 80s', 'the 1980s', 'unclear'],
  ['the eighties', 'the 1980s', 'unclear'],
  ['the eighties', 'the 80s', 'same'],
  ['the 80s', 'the 90s', 'different'],
  ['the 80s', 'the 1990s', 'different'],
])('decades: %s and %s are %s', (a, b, relation) => {
  const [one, other] = [a, b].map((text) => tokenise(text, 'en-US').tokens.at(-1))
  if (one === undefined || other === undefined) throw new Error('no token')
  expect([relate(one, other), relate(other, one)]).toEqual([relation, relation])
})
