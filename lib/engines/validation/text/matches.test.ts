import { describe, expect, test } from 'vitest'

import { compilePattern, firstMatch } from '#lib/engines/validation/text/matches.ts'
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
