import { expect, test } from 'vitest'

import { nestedErrors } from '#app/(dashboard)/suites/[id]/cases/_lib/case-faults.ts'
import { countFaults } from '#app/(dashboard)/suites/[id]/cases/_lib/count-faults.ts'

test('counts each field once, however deep it is, and not the form as a whole', () => {
  const errors = nestedErrors(
    new Map([
      ['root', 'Not saved'],
      ['name', 'Must not be empty'],
      ['turns.0.say.en-US', 'Needs a text to say'],
      ['turns.0.say.de-DE', 'Needs a text to say'],
      ['turns.2.max_ms', 'Must be a number'],
    ]),
  )
  expect(countFaults(errors)).toBe(4)
  expect(countFaults({})).toBe(0)
})
