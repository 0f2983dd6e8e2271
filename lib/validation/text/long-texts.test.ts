import { describe, expect, test } from 'vitest'

import { longTextLanguages, longTexts } from '../testing/long-texts.ts'
import { contained, notContained } from './contains.ts'
import { sameWording } from './same-wording.ts'
import { similarity } from './similarity.ts'
import { tokenForm } from './tokens/token-form.ts'
import { tokenise } from './tokens/tokenise.ts'
import { typedContradiction } from './typed-contradiction.ts'
import { transcriptErrors } from './wer.ts'

/** Below it a figure is noise, milliseconds of CPU time. */
const least = 15
/** Four times the text takes four times as long, sixteen times where each place is compared with each. */
const mostGrowth = 9
/** UTF-16 units; short enough for a quick test, long enough that comparing each with each would show. */
const length = 10_000

let serial = 0
/** CPU milliseconds of this thread for one call with a text that no cache knows. */
function cpu(use: (text: string) => void, text: string): number {
  const fresh = `${text.slice(0, -8)} q${serial++}`
  const started = process.threadCpuUsage()
  use(fresh)
  const { user, system } = process.threadCpuUsage(started)
  return (user + system) / 1_000
}

/** How much longer the text of four times the length takes, at its best of several; 1 where it is quick anyway. */
function growth(use: (text: string) => void, short: string, long: string): number {
  let whole = cpu(use, long)
  let part = cpu(use, short)
  for (let round = 0; round < 6 && whole >= least && whole / part > mostGrowth; round++) {
    whole = Math.min(whole, cpu(use, long))
    part = Math.max(1, Math.min(part, cpu(use, short)))
  }
  return whole < least ? 1 : whole / part
}

const uses: readonly [name: string, use: (text: string, language: string) => unknown][] = [
  ['tokenForm', tokenForm],
  ['contained', (text, language) => contained('5', text, language)],
  ['notContained', (text, language) => notContained('no twenty', text, language)],
  [
    'typedContradiction',
    (text, language) => typedContradiction(`${text} 7`, `${text} 8`, language),
  ],
  ['sameWording', (text, language) => sameWording(text, `${text} b`, language)],
]

describe.each(longTextLanguages)('%s', (language) => {
  const short = longTexts(language, length / 4)
  const long = longTexts(language, length)

  test(
    'hostile texts are cut into tokens in time that grows with their length',
    { timeout: 60_000 },
    () => {
      const read = (text: string) => void tokenise(text, language)
      const found = long.flatMap(({ name, text }, at) => {
        const ratio = growth(read, short[at]?.text ?? '', text)
        return ratio > mostGrowth ? [`${name} × ${ratio.toFixed(1)}`] : []
      })
      expect(found).toEqual([])
    },
  )

  test.each(uses)('%s too', { timeout: 60_000 }, (_, use) => {
    const found = long.flatMap(({ name, text }, at) => {
      if (at % 6 > 0) return []
      const ratio = growth((whole) => void use(whole, language), short[at]?.text ?? '', text)
      return ratio > mostGrowth ? [`${name} × ${ratio.toFixed(1)}`] : []
    })
    expect(found).toEqual([])
  })
})

describe('texts of many different values and words', () => {
  const count = (times: number, one: (at: number) => string) =>
    Array.from({ length: times }, (_, at) => one(at)).join(' ')
  const word = (at: number, length: number) =>
    Array.from({ length }, (_, place) =>
      String.fromCharCode(97 + ((at * 7 + place * at) % 26)),
    ).join('')

  test.each<[name: string, one: (at: number) => string]>([
    ['numbers', (at) => String(at + 17)],
    ['measures', (at) => `${at + 17} km,`],
    ['times', (at) => `${(at % 12) + 1}:${String(at % 60).padStart(2, '0')}`],
    ['long words', (at) => word(at, 45)],
    ['denials', () => 'not booked,'],
    ['politeness', () => 'thank you,'],
  ])('%s', { timeout: 60_000 }, (_, one) => {
    const [few, many] = [count(450, one), count(1_800, one)]
    const ratio = growth(
      (text) => {
        similarity(text, `x ${text}`, 'en')
        transcriptErrors(text, `x ${text}`, 'en')
        contained('booked', text, 'en')
        contained('23', text, 'en')
        typedContradiction(text, `${text} 9`, 'en')
      },
      few,
      many,
    )
    // words of transcripts are compared each with each, up to a bound of 2,000
    expect(ratio).toBeLessThan(16)
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
