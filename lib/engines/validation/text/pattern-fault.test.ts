import { expect, test } from 'vitest'

import { compilePattern } from '#lib/engines/validation/text/matches.ts'
import { patternFault } from '#lib/engines/validation/text/pattern-fault.ts'

const faults: [pattern: string, fault: string][] = [
  ['(unclosed', 'a ( is not closed (character 1)'],
  ['(a)(b[(]', 'a ( is not closed (character 4)'],
  [String.raw`\((a`, 'a ( is not closed (character 3)'],
  ['a)', 'a ) has no ( before it (character 2)'],
  ['ab[c', 'a [ is not closed (character 3)'],
  ['a**', '** repeats a repetition (character 2)'],
  ['*a', '* has nothing before it to repeat (character 1)'],
  ['a{2,1}', '{2,1} is not a possible number of repetitions (0 to 1000) (character 2)'],
  ['x[z-a]', 'z-a is not a known range of characters (character 3)'],
  ['(?<x>a)(?<x>b)', 'two groups have the name x (character 4)'],
  ['a\\', String.raw`a \ at the end escapes nothing (character 2)`],
]

test.each(faults)('says where %s is wrong', (pattern, fault) =>
  expect(compilePattern(pattern).fault).toBe(fault),
)

test('an error that has no words here is not shown as it came', () =>
  expect(patternFault('regexp/syntax: internal error', 'a')).toBe(
    'it has a part that is not known',
  ))
