import { describe, expect, test } from 'vitest'

import {
  cardinalReader,
  type CardinalWords,
} from '#lib/engines/validation/text/grammars/cardinal-parser.ts'
import { lexemesOf } from '#lib/engines/validation/text/tokens/lexemes.ts'

const spaced: CardinalWords = {
  values: { zero: 0, one: 1, two: 2, five: 5, twelve: 12, twenty: 20, ninety: 90 },
  hundred: ['hundred'],
  scales: { thousand: 1000, million: 1_000_000 },
  joiners: ['and'],
  hundredPairing: true,
  articles: ['one'],
}
function read(words: CardinalWords, text: string): string | null {
  const lexemes = lexemesOf(text, 'xx', false)
  const found = cardinalReader(words)(lexemes, 0)
  return found === null ? null : `${found.value}/${lexemes.length - found.end}`
}

describe('cardinals from words: value and lexemes left', () => {
  test.each([
    ['twenty five', '25/0'],
    ['twenty-five', '25/0'],
    ['twelve hundred', '1200/0'],
    ['two hundred and five thousand and twelve', '205012/0'],
    ['two million five hundred', '2000500/0'],
    ['five twenty', '5/1'],
    ['twenty twelve', '20/1'],
    ['two five', '2/1'],
    ['two and', '2/1'],
    ['zero', '0/0'],
    ['zero five', '0/1'],
    ['hundred', null],
    ['word', null],
  ])('%j is %s', (text, expected) => expect(read(spaced, text)).toBe(expected))

  test('a lone article says so', () => {
    const reader = cardinalReader(spaced)
    expect(reader(lexemesOf('one day', 'xx', false), 0)).toMatchObject({ article: true })
    expect(reader(lexemesOf('one hundred', 'xx', false), 0)).not.toHaveProperty('article')
  })
})
