import { expect, test } from 'vitest'

import { compilePattern, firstMatch, maxPattern } from '#lib/engines/validation/text/matches.ts'
import { judgePattern } from '#lib/engines/validation/text/pattern-check.ts'
import { patternSize } from '#lib/engines/validation/text/pattern-size.ts'
import { patternParts } from '#lib/engines/validation/tools/pattern-parts.ts'
import { matchValue } from '#lib/engines/validation/tools/match-value.ts'
import { ToolMocks } from '#lib/engines/validation/tools/tool-mocks.ts'

test.each([
  ['abc', 3],
  ['a{3}b', 4],
  ['a{2,5}', 5],
  ['(ab){10}', 30],
  ['((a{10}){10}){5}', 555],
  [String.raw`\d{4}`, 4],
  [String.raw`\p{L}{4}`, 4],
  [String.raw`\x{41}{4}`, 4],
  [String.raw`\{9}`, 3],
  ['[a-z{9}]{3}', 3],
  ['[]{9}]{3}', 3],
  ['a*b+', 4],
])('%s has %i parts', (source, size) => expect(patternSize(source)).toBe(size))

/** Each as long as a pattern may be. */
const attacks = [
  '.?'.repeat(249) + '§',
  '(.|..)'.repeat(83),
  '(a|aa)'.repeat(80) + 'c',
  '(.*)*'.repeat(99) + 'q',
  '.*.*'.repeat(120) + '=',
  `${'.{0,1000}'.repeat(50)}zq`,
  `${String.raw`[^\pL]{0,999}`.repeat(35)}zq`,
  `${'\\pL{1000}'.repeat(50)}`,
  '((((a|b){10}){10}){10}|.)*'.repeat(15),
  `(${'a'.repeat(480)}){1000}`,
  '('.repeat(249) + 'a' + ')'.repeat(249),
  '(?:'.repeat(120) + 'a' + ')*'.repeat(60),
]
const texts = ['a', 'ab ', 'It is sunny in Toronto today, 22 degrees. '].map((piece) =>
  piece.repeat(1_000_000 / piece.length),
)

test.each(attacks)('attack %# costs no more than some seconds of processor time', (source) => {
  expect(source.length).toBeLessThanOrEqual(maxPattern)
  const began = process.cpuUsage()
  const { pattern } = compilePattern(source)
  for (const text of texts) {
    if (pattern) firstMatch(pattern, text.slice(0, 4_000))
    if (pattern) firstMatch(pattern, text)
  }
  const { user } = process.cpuUsage(began)
  expect(user / 1e6).toBeLessThan(20)
})

test('what is too large to be compiled is refused with its size', () =>
  expect(compilePattern('.{0,1000}'.repeat(50)).fault).toMatch(
    /it has 50000 parts, at most 5000 are possible/,
  ))

test('a reply that is too long for a pattern proves nothing', () =>
  expect(judgePattern('.{0,999}zq', 'a'.repeat(1_000_000), 'en')).toMatchObject({
    proof: 'unproven',
    why: expect.stringMatching(/was not looked at: the reply has 1000000 characters/) as string,
  }))

test('nor does a value of a tool', () =>
  expect(
    matchValue({ matches: 'a+b' }, 'a'.repeat(5_000), { language: 'en', name: 'x' }),
  ).toMatchObject({ match: 'unproven' }))

test('the patterns of all mocks together are bounded', () => {
  const of = (count: number) =>
    Array.from({ length: count }, () => ({
      ...{ tool: 'get', result: 1 },
      arguments: { a: { matches: 'a{900}' }, b: { c: [{ matches: 'b' }] } },
    }))
  expect(patternParts(of(1)[0]?.arguments ?? null)).toBe(901)
  expect(ToolMocks.safeParse(of(11)).success).toBe(true)
  expect(ToolMocks.safeParse(of(12)).error?.issues[0]?.message).toMatch(/10812 parts together/)
})
