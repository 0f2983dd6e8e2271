import { toCardinal as ar } from 'n2words/ar-SA'
import { toCardinal as cs } from 'n2words/cs-CZ'
import { toCardinal as el } from 'n2words/el-GR'
import { toCardinal as he } from 'n2words/he-IL'
import { toCardinal as hi } from 'n2words/hi-IN'
import { toCardinal as pl } from 'n2words/pl-PL'
import { toCardinal as ru } from 'n2words/ru-RU'
import { toCardinal as tr } from 'n2words/tr-TR'
import { toCardinal as uk } from 'n2words/uk-UA'
import { describe, expect, it } from 'vitest'

import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'

const speakers: [string, (value: number) => string][] = Object.entries({
  ar,
  cs,
  el,
  he,
  hi,
  pl,
  ru,
  tr,
  uk,
})
const values = [
  ...Array.from({ length: 1_200 }, (_, value) => value),
  1_995,
  2_025,
  9_999,
  10_000,
  12_345,
  100_000,
  125_000,
  999_999,
  1_000_000,
  2_500_000,
  12_345_678,
  987_654_321,
]

const valueOf = (text: string, language: string) => {
  const { tokens } = tokenise(text, language)
  const [first] = tokens
  const number = first?.readings.find(({ type }) => type === 'number')
  return tokens.length === 1 && number?.type === 'number' ? number.value : null
}

describe('numbers in words', () => {
  it.each(speakers)('read back what n2words says in %s', (language, speak) => {
    const wrong = values.filter((value) => valueOf(speak(value), language) !== String(value))
    expect(wrong.map((value) => speak(value))).toEqual([])
  })

  it.each([
    ['ru', 'пять шесть'],
    ['hi', 'पाँच छह'],
    ['ar', 'خمسة ستة'],
    ['tr', 'beş altı'],
    ['pl', 'pięć sześć'],
    ['cs', 'pět šest'],
    ['el', 'πέντε έξι'],
    ['he', 'חמש שש'],
    ['uk', 'двадцять тридцять'],
  ])('do not add up numbers that stand side by side in %s: %s', (language, text) => {
    expect(valueOf(text, language)).toBeNull()
  })
})
