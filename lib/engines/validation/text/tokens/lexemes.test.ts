import { describe, expect, test } from 'vitest'

import { lexemesOf } from '#lib/engines/validation/text/tokens/lexemes.ts'

const texts = (source: string, language = 'en', unspaced = false) =>
  lexemesOf(source, language, unspaced).map((lexeme) => lexeme.text)
const places = (source: string, language = 'en', unspaced = false) =>
  lexemesOf(source, language, unspaced).map(({ start, end }) => source.slice(start, end))

describe('cuts', () => {
  test.each<[source: string, expected: string[]]>([
    ["Don't go, it’s late.", ["don't", 'go', ',', "it's", 'late', '.']],
    ['A7B3 12a 2.5', ['a', '7', 'b', '3', '12', 'a', '2', '.', '5']],
    ['at 7 a.m. in the U.S.A.', ['at', '7', 'am', 'in', 'the', 'usa']],
    ['con\u00adfirm zero\u200bwidth', ['confirm', 'zerowidth']],
    ['٥ २३ ๗ ５', ['5', '23', '7', '5']],
    ['ﬁne ½ km²', ['fine', '½', 'km²']],
    ['cafe\u0301', ['café']],
    ["l·l 'quoted'", ['l·l', "'", 'quoted', "'"]],
  ])('%j', (source, expected) => expect(texts(source)).toEqual(expected))

  test('unspaced scripts into characters with their marks', () => {
    expect(texts('予約はABC12', 'ja', true)).toEqual(['予', '約', 'は', 'abc', '12'])
    expect(texts('ที่นี่', 'th', true)).toEqual(['ที่', 'นี่'])
  })

  test('Turkish capitals by Turkish rules', () => {
    expect(texts('IŞIK İstanbul', 'tr')).toEqual(['ışık', 'istanbul'])
    expect(texts('IZMIR', 'en')).toEqual(['izmir'])
  })
})

describe('markup', () => {
  test.each<[source: string, expected: string[]]>([
    ['[our page](https://x.example/y)', ['[', 'our', 'page', ']']],
    ['Press [1]', ['press', '[', '1', ']']],
    ['<b>bold</b> <break time="5s"/>now', ['bold', 'now']],
    ['a < b and c > d', ['a', '<', 'b', 'and', 'c', '>', 'd']],
    ['5<x and x>3', ['5', '<', 'x', 'and', 'x', '>', '3']],
    ['[noise] <laugh>', []],
  ])('%j', (source, expected) => expect(texts(source)).toEqual(expected))
})

describe('places are those of the source', () => {
  test.each<[source: string, language: string, unspaced: boolean, expected: string[]]>([
    ['ﾄｳｷｮｳ', 'ja', true, ['ﾄ', 'ｳ', 'ｷ', 'ｮ', 'ｳ']],
    ['ﾊﾞｽで', 'ja', true, ['ﾊﾞ', 'ｽ', 'で']],
    ['ﬁne ＡＢ', 'en', false, ['ﬁne', 'ＡＢ']],
    ['a\u00adb 😀 c', 'en', false, ['a\u00adb', '😀', 'c']],
    ['İSTANBUL x', 'tr', false, ['İSTANBUL', 'x']],
    ['İ x', 'en', false, ['İ', 'x']],
    ['20℃!', 'en', false, ['20', '℃', '℃', '!']],
  ])('%j', (source, language, unspaced, expected) =>
    expect(places(source, language, unspaced)).toEqual(expected),
  )

  test('capitals and gaps are seen', () => {
    const [a, b, c] = lexemesOf('Ab 1c', 'en', false)
    expect([a?.capital, b?.capital, a?.glued, b?.glued, c?.glued]).toEqual([
      true,
      false,
      false,
      false,
      true,
    ])
  })
})
