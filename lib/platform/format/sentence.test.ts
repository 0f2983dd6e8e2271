import { expect, test } from 'vitest'

import { asSentence } from '#lib/platform/format/sentence.ts'

test.each([
  ['it took too long', 'It took too long.'],
  ['  Already one.  ', 'Already one.'],
  ['really?', 'Really?'],
  ['he said "no."', 'He said "no."'],
  ['HTTP 503: (busy)', 'HTTP 503: (busy).'],
  ['', ''],
])('%j as a sentence is %j', (text, sentence) => expect(asSentence(text)).toBe(sentence))
