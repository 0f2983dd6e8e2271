import { expect, test } from 'vitest'

import { failingValidator } from '#lib/engines/validation/failing-validator.ts'

test('the deciding validator is a must-have before a heavier one', () => {
  const score = (validator: string, weight: number, mustHave = false, pass = false) => ({
    validator,
    weight,
    mustHave,
    pass,
  })
  expect(failingValidator([score('a', 5), score('b', 1, true), score('c', 9, true, true)])).toBe(
    'b',
  )
  expect(failingValidator([score('b', 2), score('a', 2)])).toBe('a')
  expect(failingValidator([score('a', 2, false, true)])).toBeNull()
})
