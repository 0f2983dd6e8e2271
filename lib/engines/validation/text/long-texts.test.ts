import { describe, expect, test } from 'vitest'

import { longTextLanguages, longTexts } from '#lib/engines/validation/testing/long-texts.ts'
import { contained, notContained } from '#lib/engines/validation/text/contains.ts'
import { sameWording } from '#lib/engines/validation/text/same-wording.ts'
import { similarity } from '#lib/engines/validation/text/similarity.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'
import { typedContradiction } from '#lib/engines/validation/text/typed-contradiction.ts'
import { transcriptErrors } from '#lib/engines/validation/text/wer.ts'

/** UTF-16 units; how long such texts take is measured in `bench/validation.ts`. */
const length = 1_500

const uses: readonly [name: string, use: (text: string, language: string) => unknown][] = [
  ['tokenForm', tokenForm],
  ['contained', (text, language) => contained('5', text, language)],
  ['notContained', (text, language) => notContained('no twenty', text, language)],
  [
    'typedContradiction',
    (text, language) => typedContradiction(`${text} 7`, `${text} 8`, language),
  ],
  ['sameWording', (text, language) => sameWording(text, `${text} b`, language)],
  ['similarity', (text, language) => similarity(text, `x ${text}`, language)],
  ['transcriptErrors', (text, language) => transcriptErrors(text, `x ${text}`, language)],
]

describe.each(longTextLanguages)('hostile texts in %s', (language) => {
  const texts = longTexts(language, length)

  test('are cut into tokens that stand where they say, one after the other', () => {
    for (const { name, text } of texts) {
      let end = 0
      for (const token of tokenise(text, language).tokens) {
        expect([name, token.start >= end, token.end > token.start]).toEqual([name, true, true])
        end = token.end
      }
      expect([name, end <= text.length]).toEqual([name, true])
    }
  })

  test.each(uses)('break nothing in %s', (_, use) => {
    for (const { text } of texts) expect(() => use(text, language)).not.toThrow()
  })
})

describe('what a long text says', () => {
  const sentences = [
    'Your table for two is booked at half past seven.',
    'It costs five dollars and twenty cents.',
    'Call 555-123-4567 on May 3, 2025.',
    'The 1980s were two thirds of it.',
    'The flight BA 12 leaves in one hour and thirty minutes.',
    'Nothing else is needed.',
    'One hundred and twenty three thousand four hundred and fifty six people came.',
  ]
  const repeated = Array.from({ length: 25 }, () => sentences).flat()

  test('is what its sentences say, wherever it is cut for reading', () => {
    const keys = (text: string) => tokenise(text, 'en').tokens.map(({ key }) => key)
    expect(keys(repeated.join(' '))).toEqual(repeated.flatMap(keys))
  })

  test('in a script without spaces too', () => {
    const parts = [
      '您的预订是下午三点半。',
      '一共一百二十三块五毛。',
      '五月三日星期六见。',
      '房间在三楼。',
    ]
    const many = Array.from({ length: 30 }, () => parts).flat()
    const keys = (text: string) => tokenise(text, 'zh').tokens.map(({ key }) => key)
    expect(keys(many.join(''))).toEqual(many.flatMap(keys))
  })

  test('places are those of the whole text', () => {
    const text = repeated.join(' ')
    for (const { start, end, kind, key } of tokenise(text, 'en').tokens)
      if (kind === 'word') expect(text.slice(start, end).toLowerCase()).toContain(key.charAt(0))
  })

  test('a phrase that is only denied again and again is not proven', () => {
    const reply = `${'It is not booked. '.repeat(60)}`
    expect(contained('booked', reply, 'en').proof).toBe('unproven')
    expect(notContained('booked', reply, 'en').proof).toBe('unproven')
  })

  test('a value behind many others of its kind is still found', () => {
    const reply = `${'It was -5 degrees. '.repeat(60)}Now it is 5 degrees.`
    expect(contained('5 degrees', reply, 'en').proof).not.toBe('wrong')
  })
})
