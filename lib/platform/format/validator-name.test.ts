import { expect, test } from 'vitest'

import { validatorName } from '#lib/platform/format/validator-name.ts'

test.each([
  ['response_time', 'Response time'],
  ['say_do', 'Said and done'],
  ['wer', 'Wer'],
  ['', ''],
])('%j is called %j', (kind, name) => expect(validatorName(kind)).toBe(name))
