import { expect, test } from 'vitest'

import { importSummary, statusLabel } from '#app/(dashboard)/suites/_lib/import-summary.ts'

test.each([
  [{ created: 3, updated: 0, unchanged: 0 }, '3 cases created'],
  [{ created: 0, updated: 0, unchanged: 1 }, '1 case unchanged'],
  [{ created: 1, updated: 2, unchanged: 4 }, '1 case created, 2 updated, 4 unchanged'],
  [{ created: 0, updated: 0, unchanged: 0 }, 'No cases'],
])('%j is summed up as %s', (counts, text) => expect(importSummary(counts)).toBe(text))

const line = { file: 'a.yaml', line: 3, status: 'mapped' as const }

test('an unchanged case is called so, whatever the status of its line', () => {
  expect(statusLabel({ ...line, message: 'Weather / rain: unchanged' })).toBe('unchanged')
  expect(statusLabel({ ...line, message: 'Weather / rain: created' })).toBe('created')
  expect(statusLabel({ ...line, message: 'the voice is written as default' })).toBe('imported')
})
