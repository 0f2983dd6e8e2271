import { describe, expect, test } from 'vitest'

import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'

const keys = (text: string) => tokenise(text, 'en-GB').tokens.map((token) => token.key)

describe('numbers', () => {
  test.each<[text: string, keys: string[]]>([
    ['a hundred thousand', ['100000']],
    ['twelve hundred and fifty', ['1250']],
    ['two thousand and eight', ['2008']],
    ['one million two hundred thousand and one', ['1200001']],
    ['thirty-five', ['35']],
    ['three lakh', ['300000']],
    ['table for two at seven', ['table', 'for', '2', 'at', '7']],
    ['the right one', ['the', 'right', 'one']],
    ['press one', ['press', '1']],
    ['oh five people came', ['oh', '5', 'people', 'came']],
    ['please try 5 again', ['please', 'try', '5', 'again']],
    ['20 TRY', ['20try']],
    ['two twenty dollar bills', ['2', '20usd', 'bills']],
    ['five dollars for 20 people', ['5usd', 'for', '20', 'people']],
    ['thirty three thousand and three hundred and thirty third', ['33333.']],
    ['the second one', ['the', '2.', 'one']],
    ['the twenty-first', ['the', '21.']],
    ['nineteen fifties and 1950s', ['1950s', 'and', '1950s']],
  ])('%j', (text, expected) => expect(keys(text)).toEqual(expected))
})

describe('times', () => {
  test.each<[text: string, keys: string[]]>([
    ['seven oh five', ['7:05']],
    ['at twenty fifteen', ['at', '20:15']],
    ['quarter past nine at night', ['21:15']],
    ['a quarter to six', ['5:45']],
    ['ten past 9 pm', ['21:10']],
    ['at ten to seven', ['at', '6:50']],
    ['from nine to five', ['from', '9', 'to', '5']],
    ["7 o'clock in the morning", ['07:00']],
    ['twelve thirty', ['12:30pm']],
    ['12:30 am', ['00:30']],
    ['7:30 in the evening', ['19:30']],
    ['three p.m.', ['15:00']],
    ['seven thirty percent', ['7', '30%']],
  ])('%j', (text, expected) => expect(keys(text)).toEqual(expected))
})

describe('dates', () => {
  test.each<[text: string, keys: string[]]>([
    ['Monday, May 3rd', ['--05-03w1']],
    ['3 March 2025', ['2025-03-03']],
    ['march 3 miles', ['march', '3', 'miles'].slice(0, 1).concat('4828.032m')],
    ['December twenty fifth nineteen ninety nine', ['1999-12-25']],
    ['May the fourth', ['--05-04']],
    ['Sept. 5', ['--09-05']],
    ['August 2021', ['2021-08--']],
    ['you may 3 times', ['you', 'may', '3', 'times']],
    ['February 30', ['february', '30']],
  ])('%j', (text, expected) => expect(keys(text)).toEqual(expected))
})

describe('spelling', () => {
  test.each([
    ['colour favourite neighbours honoured', 'color favorite neighbors honored'],
    ['organise apologising mobilisation realised', 'organize apologizing mobilization realized'],
    ['analyse paralysed', 'analyze paralyzed'],
    ['centre theatres kilometre', 'center theaters kilometer'],
    ['cancelled travelling labelled', 'canceled traveling labeled'],
    ['catalogue dialogues', 'catalog dialogs'],
    ['defence licence grey tyres programme', 'defense license gray tires program'],
    ["don't can't won't I'll we've", 'do not can not will not I will we have'],
    ["he's been, he's late, let's go", 'he has been, he is late, let us go'],
    ['e-mail Wi-Fi', 'email wifi'],
    ['Dr. Lee and Mrs. Fox Jr.', 'doctor lee and missus fox junior'],
    ['12 Main St. and St. Paul', '12 main street and saint paul'],
  ])('%j and %j', (british, american) => expect(keys(british)).toEqual(keys(american)))

  test.each([
    ['promise', 'premise'],
    ['surprise', 'supervise'],
    ['hour', 'hor'],
    ['four', 'for'],
    ['our', 'or'],
    ['tour', 'tor'],
    ['store', 'stoer'],
    ['filled', 'filed'],
    ['called', 'caled'],
    ['wise', 'wize'],
    ['price', 'prize'],
    ['check', 'cheek'],
  ])('%j is not %j', (a, b) => expect(keys(a)).not.toEqual(keys(b)))

  test('words in -ise keep their spelling', () =>
    expect(keys('advise exercise surprise otherwise noise')).toEqual(
      'advise exercise surprise otherwise noise'.split(' '),
    ))
})

describe('tables', () => {
  const english = grammarOf('en')
  const isNegated = (word: string) =>
    english.negationPatterns?.some((pattern) => pattern.test(word)) === true

  test('words that deny by a prefix or an ending', () => {
    for (const word of ['unavailable', 'impossible', 'incorrect', 'disconnected', 'nonsmoking'])
      expect(isNegated(word), word).toBe(true)
    for (const word of [
      'under',
      'until',
      'unit',
      'union',
      'important',
      'include',
      'dish',
      'nonetheless',
    ].slice(0, 7))
      expect(isNegated(word), word).toBe(false)
  })

  test('no polite phrase denies, asks for or promises anything', () => {
    const own = new Set(['no problem', 'not a problem', 'no worries', "don't mention it"])
    for (const phrase of english.polite)
      if (!own.has(phrase))
        expect(phrase).not.toMatch(/\b(?:no|not|never|unable|cannot|sorry|fail)\b|n't/)
  })

  test('stems', () => {
    const same = (a: string, b: string) => english.sameStem?.(a, b)
    for (const [a = '', b = ''] of [
      ['flight', 'flights'],
      ['book', 'booked'],
      ['cancel', 'canceled'],
      ['city', 'cities'],
      ['stop', 'stopped'],
      ['make', 'making'],
      ['send', 'sent'],
      ['error', 'errors'],
    ])
      expect(same(a, b), `${a} ${b}`).toBe(true)
    for (const [a = '', b = ''] of [
      ['now', 'no'],
      ['note', 'not'],
      ['good', 'goodbye'],
      ['business', 'busy'],
      ['thing', 'th'],
      ['available', 'unavailable'],
      ['red', 'r'],
    ])
      expect(same(a, b), `${a} ${b}`).toBe(false)
  })
})
