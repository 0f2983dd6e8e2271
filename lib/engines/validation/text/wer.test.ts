import { describe, expect, test } from 'vitest'

import {
  maxUnits,
  measure,
  plainCharacters,
  plainWords,
  transcriptErrors,
} from '#lib/engines/validation/text/wer.ts'

const words = (reference: string, hypothesis: string) =>
  measure(plainWords(reference), plainWords(hypothesis))
const characters = (reference: string, hypothesis: string) =>
  measure(plainCharacters(reference), plainCharacters(hypothesis))

/** Values of jiwer and of "From WER and RIL to MER and WIL" (Morris et al. 2004). */
const known: [reference: string, hypothesis: string, wer: number, mer: number, wil: number][] = [
  ['This is a test', 'This is a test', 0, 0, 0],
  ['This is a test', '', 1, 1, 1],
  ['This is a test', 'This test', 0.5, 0.5, 0.5],
  ['hello this sentence is fractured', 'this sentence', 0.6, 0.6, 0.6],
  [
    'i am a short ground truth',
    'i am a considerably longer and very much incorrect hypothesis',
    7 / 6,
    0.7,
    0.85,
  ],
  ['X', 'X', 0, 0, 0],
  ['X', 'X X Y Y', 3, 0.75, 0.75],
  ['X Y X', 'X Z', 2 / 3, 2 / 3, 5 / 6],
  ['X', 'Y', 1, 1, 1],
  ['X', 'Y Z', 2, 1, 1],
  ['', '', 0, 0, 0],
  ['', 'two words', 2, 1, 1],
]

describe('word error rates', () => {
  test.each(known)('%j heard as %j', (reference, hypothesis, wer, mer, wil) => {
    const found = words(reference, hypothesis)
    expect(found.rate).toBeCloseTo(wer, 12)
    expect(found.mer).toBeCloseTo(mer, 12)
    expect(found.wil).toBeCloseTo(wil, 12)
    expect(found.wip + found.wil).toBeCloseTo(1, 12)
  })

  test('case and punctuation count when the texts are not normalised', () =>
    expect(words('Hello, World', 'hello world').rate).toBe(1))
})

describe('character error rates', () => {
  test.each([
    ['This is a test', 'This test', 5 / 14],
    ['X', 'X X Y Y', 6],
    ['X Y X', 'X Z', 3 / 5],
    ['X', 'Y Z', 3],
  ])('%j heard as %j counts spaces', (reference, hypothesis, cer) =>
    expect(characters(reference, hypothesis).rate).toBeCloseTo(cer, 12),
  )

  test('the chosen path has the hits that rapidfuzz finds', () => {
    const pairs = [characters('i', 'i am'), characters('am i good', 'y good')]
    const sum = (key: 'hits' | 'substitutions' | 'deletions' | 'insertions') =>
      pairs.reduce((total, pair) => total + pair[key], 0)
    expect([sum('hits'), sum('substitutions'), sum('deletions'), sum('insertions')]).toEqual([
      6, 1, 3, 3,
    ])
  })

  test('counts code points, not UTF-16 units', () =>
    expect(characters('😀a', '😀b')).toMatchObject({ hits: 1, substitutions: 1, rate: 0.5 }))
})

describe('alignment', () => {
  test('names both words of a substitution', () =>
    expect(words('turn the light on', 'turn a light on please').alignment).toEqual([
      { op: 'equal', reference: 'turn', hypothesis: 'turn' },
      { op: 'substitute', reference: 'the', hypothesis: 'a' },
      { op: 'equal', reference: 'light', hypothesis: 'light' },
      { op: 'equal', reference: 'on', hypothesis: 'on' },
      { op: 'insert', hypothesis: 'please' },
    ]))

  test('strips the common prefix before it looks for the cheapest path', () =>
    expect(words('a a', 'a').alignment.map(({ op }) => op)).toEqual(['equal', 'delete']))
})

/** Deterministic texts from a small vocabulary, so that many words coincide. */
function texts(seed: number): string[] {
  let state = seed
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  return Array.from({ length: next(12) }, () => 'abcd'.charAt(next(4)))
}

/** Textbook distance, column by column, to check the counts against. */
function distance(a: string[], b: string[]): number {
  let row = b.map((_, index) => index + 1)
  row.unshift(0)
  a.forEach((word, i) => {
    const next = [i + 1]
    b.forEach((other, j) =>
      next.push(
        Math.min(
          (row[j] ?? 0) + (word === other ? 0 : 1),
          (row[j + 1] ?? 0) + 1,
          (next[j] ?? 0) + 1,
        ),
      ),
    )
    row = next
  })
  return row.at(-1) ?? 0
}

describe('for 500 generated pairs', () => {
  const pairs = Array.from(
    { length: 500 },
    (_, index) => [texts(index * 2 + 1), texts(index * 2 + 2)] as const,
  )

  test('the errors are the edit distance, and the counts add up to both lengths', () => {
    for (const [a, b] of pairs) {
      const { hits, substitutions, deletions, insertions } = measure(a, b)
      expect(substitutions + deletions + insertions).toBe(distance(a, b))
      expect(hits + substitutions + deletions).toBe(a.length)
      expect(hits + substitutions + insertions).toBe(b.length)
    }
  })

  test('exchanging the texts keeps the number of errors', () => {
    for (const [a, b] of pairs) {
      const there = measure(a, b)
      const back = measure(b, a)
      expect(there.substitutions + there.deletions + there.insertions).toBe(
        back.substitutions + back.deletions + back.insertions,
      )
    }
  })

  test('replaying the alignment rebuilds both texts', () => {
    for (const [a, b] of pairs) {
      const { alignment } = measure(a, b)
      expect(alignment.flatMap((step) => ('reference' in step ? [step.reference] : []))).toEqual(a)
      expect(alignment.flatMap((step) => ('hypothesis' in step ? [step.hypothesis] : []))).toEqual(
        b,
      )
    }
  })

  test('one more wrong word never lowers the errors', () => {
    for (const [a, b] of pairs) {
      const before = distance(a, b)
      const after = measure(a, [...b, 'never said'])
      expect(after.substitutions + after.deletions + after.insertions).toBeGreaterThanOrEqual(
        before,
      )
    }
  })
})

test('longer texts are compared up to the cap and say so', () => {
  const long = Array.from({ length: maxUnits + 50 }, (_, index) => `w${index}`)
  const found = measure(long, long)
  expect(found).toMatchObject({ capped: true, hits: maxUnits, rate: 0 })
})

test('the main figure is CER in unspaced languages', () => {
  expect(transcriptErrors('今天天气怎么样？', '今天天气怎么样', 'zh-CN')).toMatchObject({
    main: 'cer',
  })
  expect(transcriptErrors('今天天气', '今天天', 'zh-CN').characters().rate).toBe(0.25)
  expect(transcriptErrors('What is it?', "what's it", 'en-US')).toMatchObject({
    main: 'wer',
    words: { rate: 0 },
  })
})

describe('spoken and written forms of the same words', () => {
  test.each<[language: string, said: string, heard: string]>([
    ['en-US', 'my number is five five five one two three four', 'My number is 555-1234.'],
    ['en-US', 'my number is 555-1234', 'My number is 5 5 5, 1 2 3 4.'],
    ['en-US', 'the code is five twenty four', 'the code is 5 24'],
    ['en-US', 'flight RC 232 at seven thirty', 'Flight RC232 at 7:30.'],
    ['en-US', 'it costs five dollars and twenty cents', 'It costs $5.20'],
    ['en-US', 'an hour and a half', '90 minutes'],
    ['en-US', 'half past seven in the evening', '7:30 PM'],
    ['de-DE', 'das kostet fünf Euro zwanzig', 'Das kostet 5,20 €.'],
    ['zh-CN', '还有二点五公里', '还有2.5公里'],
  ])('%s: %j heard as %j', (language, said, heard) => {
    const errors = transcriptErrors(said, heard, language)
    expect(errors.words.rate).toBe(0)
    expect(errors.characters().rate).toBe(0)
  })

  test.each<[language: string, said: string, heard: string, rate: number]>([
    [
      'en-US',
      'set an alarm for seven in the morning',
      'set an alarm for seven in the evening',
      1 / 8,
    ],
    ['en-US', 'wait for ten minutes', 'wait for minutes', 1 / 4],
    ['en-US', 'five five five one two three four', 'five five five one two three five', 1 / 7],
    ['en-US', 'it costs five dollars', 'it costs nine dollars', 1 / 4],
    ['en-US', 'it is minus 5', 'it is 5', 1 / 3],
    ['en-US', 'turn the light on', 'turn a light on please', 2 / 4],
  ])('%s: one misheard word of %j is one error', (language, said, heard, rate) =>
    expect(transcriptErrors(said, heard, language).words.rate).toBeCloseTo(rate, 12),
  )

  test('the decimal point is not lost in unspaced languages', () => {
    for (const language of ['zh-CN', 'ja-JP', 'th-TH'])
      expect(transcriptErrors('2.5', '25', language).characters().rate).toBeGreaterThan(0)
  })
})
