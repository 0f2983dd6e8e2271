import { describe, expect, test } from 'vitest'

import { matchesPattern, maxPattern, maxSubject } from './bounded-pattern.ts'

describe('a pattern from a suite file', () => {
  test.each([
    ['\\d+ degrees', 'It is 20 Degrees', true],
    ['^(yes|no)$', 'YES', true],
    ['(ab)+c', 'ababc', true],
    ['\\p{Lu}', 'é', true],
    ['a\\-b', 'a-b', true],
    ['(.)\\1', 'hello', true],
    ['^\\d+$', 'none', false],
  ])('/%s/ on %j: %s', (pattern, text, matches) =>
    expect(matchesPattern(pattern, text)).toBe(matches),
  )

  test.each(['^(a+)+$', '^(a|a)*$', '^(a?){30}a{30}$', '^(\\w+\\s?)*$', 'a*a*a*a*b'])(
    '/%s/ cannot block the process',
    (pattern) => {
      const started = performance.now()
      expect(() => matchesPattern(pattern, `${'a'.repeat(3_000)}!`)).toThrow(/given up/)
      expect(performance.now() - started).toBeLessThan(2_000)
    },
  )

  test('works again after one was given up', () => {
    expect(() => matchesPattern('^(a+)+$', `${'a'.repeat(100)}!`)).toThrow()
    expect(matchesPattern('^(a+)+$', 'aaa')).toBe(true)
  })

  test('is refused when it is invalid or too long', () => {
    expect(() => matchesPattern('(', 'x')).toThrow(SyntaxError)
    expect(() => matchesPattern('a'.repeat(maxPattern + 1), 'x')).toThrow(/longer than/)
  })

  test('sees the beginning of a very long text only', () =>
    expect(matchesPattern('end', `${' '.repeat(maxSubject)}end`)).toBe(false))
})
