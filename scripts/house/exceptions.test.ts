import { expect, test } from 'vitest'

import { applyExceptions } from '#scripts/house/exceptions.ts'

const finding = { name: 'table notes', problem: 'nobody reads it' }
const exception = { name: 'table notes', until: '2027-01-31', subject: 'notes' }

test('a finding stands until the last day of its exception', () => {
  expect(applyExceptions([finding], [exception], '2027-01-31')).toEqual([])
  expect(applyExceptions([finding], [exception], '2027-02-01')).toEqual([
    finding,
    {
      name: 'table notes',
      problem: 'its exception in scripts/house/allowed.ts ended on 2027-01-31 (notes)',
    },
  ])
})

test('a finding without an exception fails', () =>
  expect(applyExceptions([finding], [], '2027-01-01')).toEqual([finding]))

test('an exception that nothing needs any more fails', () =>
  expect(applyExceptions([], [exception], '2027-01-01')).toEqual([
    {
      name: 'table notes',
      problem: 'needs no exception any more; remove its line from scripts/house/allowed.ts',
    },
  ]))
