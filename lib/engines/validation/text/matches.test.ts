import { describe, expect, test } from 'vitest'

import {
  compilePattern,
  findLiteral,
  firstMatch,
  literalOf,
} from '#lib/engines/validation/text/matches.ts'
import { judgePattern } from '#lib/engines/validation/text/pattern-check.ts'

describe('patterns', () => {
  test.each([
    ['a look-ahead', 'a(?=b)', /look-ahead .* write a second pattern/],
    ['a look-behind', '(?<!a)b', /look-behind/],
    ['a back-reference', String.raw`(a)\1`, /write the repeated text out/],
    ['a named back-reference', String.raw`(?<x>a)\k<x>`, /write the repeated text out/],
    ['a possessive repetition', 'a++', /plain repetition/],
    ['an open bracket', '(', /not closed/],
    ['too many repetitions', 'a{2000}', /number of repetitions/],
  ])('%s is refused with what to write instead', (_, source, fault) =>
    expect(compilePattern(source).fault).toMatch(fault),
  )

  test.each([
    [String.raw`\(\?=`, '(?='],
    [String.raw`[(?=]+x`, '?=x'],
    [String.raw`\\1`, String.raw`\1`],
    [String.raw`(?<day>\d+)`, '12'],
    [String.raw`\p{L}+`, 'été'],
    [String.raw`caf\u00e9`, 'CAFÉ'],
    ['a{2,3}', 'xaa'],
  ])('%s finds %j', (source, text) => {
    const { pattern } = compilePattern(source)
    expect(pattern && firstMatch(pattern, text)).not.toBeNull()
  })

  test('a runaway pattern takes linear time', () =>
    expect(judgePattern('^(a|a)*$!', 'a'.repeat(50_000), 'en-US').proof).toBe('wrong'))

  test.each([
    ['numbers in words', String.raw`\d+ degrees`, 'It is twenty degrees.', 'en-US'],
    ['digits of another script', String.raw`\d+`, 'رصيدك ١٢٣', 'ar-EG'],
    ['typographic quotes', "don't worry", 'Don’t worry', 'en-US'],
    ['words where figures were expected', 'twenty degrees', 'It is 20 degrees.', 'en-US'],
  ])('%s prove nothing', (_, source, reply, language) =>
    expect(judgePattern(source, reply, language).proof).toBe('unproven'),
  )

  test('no match is wrong where no spelling could change it', () =>
    expect(judgePattern('^Sorry', 'It is sunny.', 'en-US').proof).toBe('wrong'))
})

describe('a pattern that only names a text', () => {
  const plain = [
    '^You said: hello 7$',
    'It is',
    'degrees\\.$',
    '^a',
    '\\(x\\)',
    'a/b',
    '\\$5',
    "don't",
    'K',
  ]
  const replies = [
    ...['You said: hello 7', 'you SAID: Hello 7', 'You said: hello 70', 'xYou said: hello 7', ''],
    ...[
      'it is 20 degrees.',
      '20 degrees. No',
      'A',
      'ba',
      'f(x) = (X)',
      'A/B',
      'costs $5',
      "I DON'T",
    ],
    ...['\u212a', 'a\n', 'k\n', 'kk', 'you said: hello 7\n'],
  ]
  test.each(plain)('%s is found where RE2 finds it', (source) => {
    const literal = literalOf(source)
    const { pattern } = compilePattern(source)
    for (const reply of replies) {
      const found = literal && findLiteral(literal, reply)
      if (found) expect([reply, found]).toEqual([reply, pattern && firstMatch(pattern, reply)])
      // What is not found this way is asked of RE2.
      else if (/^[\0-\x7f]*$/.test(reply))
        expect([reply, pattern && firstMatch(pattern, reply)]).toEqual([reply, null])
    }
    expect(literal).not.toBeNull()
  })

  test('holds for any text of ASCII', () => {
    const letters = 'aAkKsS 0.(\\$?-/'
    let seed = 7
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
    const text = (length: number) =>
      Array.from({ length }, () => letters[random(letters.length)]).join('')
    let found = 0
    for (let n = 0; n < 3_000; n++) {
      const source = `${n % 3 === 0 ? '^' : ''}${text(1 + random(3))}${n % 4 === 0 ? '$' : ''}`
      const literal = literalOf(source)
      if (literal === null) continue
      const { pattern, fault } = compilePattern(source)
      expect([source, fault]).toEqual([source, null])
      const reply = text(random(12))
      const here = findLiteral(literal, reply)
      found += here ? 1 : 0
      expect([source, reply, here]).toEqual([source, reply, pattern && firstMatch(pattern, reply)])
    }
    expect(found).toBeGreaterThan(100)
  })

  test.each([
    'a.b',
    'a*',
    '[ab]',
    'a|b',
    '(a)',
    'a\\d',
    'caf\u00e9',
    'a^b',
    'a$b',
    '',
    '^$',
    'a\\',
  ])('%j is more than that', (source) => expect(literalOf(source)).toBeNull())
})
