import { expect, test } from 'vitest'

import { spellingErrors } from '#lib/engines/validation/text/spelling-doubts.ts'
import { measure, plainWords } from '#lib/engines/validation/text/wer.ts'

const errors = (said: string, heard: string) =>
  spellingErrors(measure(plainWords(said), plainWords(heard)).alignment, said, heard, 'en-US')

test.each([
  ['louis the fourteenth', 'louis 14', 2],
  ['ten to four', '3 50', 3],
  ['und so weiter', 'usw', 3],
  ['estados unidos', 'ee uu', 0],
  ['john at example dot com', 'john @ example . com', 2],
  ['a dozen eggs', '12 eggs', 2],
  ['what is the weather', 'what is weather', 1],
])('%j and %j may be the same', (said, heard, count) =>
  expect(errors(said, heard)).toBeGreaterThanOrEqual(count),
)

test.each([
  ['call 3 people', 'call 4 people'],
  ['call mom now', 'call tom now'],
  ['weather in boston', 'weather in austin'],
  ['turn it on', 'turn it off'],
  ['book twin rooms', 'book rooms'],
  ['do not call', 'do call'],
  ['5 5 5', '5 5 6'],
])('%j and %j are not', (said, heard) => expect(errors(said, heard)).toBe(0))

test('figures that are only grouped otherwise are the same', () => {
  expect(errors('0 800 99', '0800 99')).toBeGreaterThan(0)
  expect(errors('0 800 99', '0801 99')).toBe(0)
})
