import { describe, expect, test } from 'vitest'

import {
  changeOf,
  latestOfEach,
} from '#app/(dashboard)/suites/[id]/cases/[caseId]/_lib/latest-of-each.ts'
import type { SearchView } from '#lib/robustness/schema.ts'

const id = '0199f1c0-0000-7000-8000-000000000000'
const search = (changes: Partial<SearchView> = {}): SearchView => ({
  id,
  run_id: id,
  case: { id, name: 'Weather', suite_id: id },
  target: { id, name: 'Simulator' },
  language: 'en-US',
  axis: 'snr',
  plan: {
    ...{ from: 30, to: -10, tolerance: 1, repetitions: 3, noise: 'babble' },
    ...{ base: {}, base_name: null },
  },
  status: 'completed',
  outcome: 'found',
  break_point: 6.5,
  passes_at: 7,
  fails_at: 6,
  failure_reason: null,
  created_at: '2026-11-22T10:00:00Z',
  finished_at: '2026-11-22T10:01:00Z',
  ...changes,
})
const at = (break_point: number, axis: SearchView['axis'] = 'snr') =>
  search({ axis, break_point, passes_at: break_point, fails_at: break_point })

describe('against the search before', () => {
  test('less SNR is better, more speed is better', () => {
    expect(changeOf(at(4), at(6.5))).toBe('better')
    expect(changeOf(at(9), at(6.5))).toBe('worse')
    expect(changeOf(at(3, 'speed'), at(1, 'speed'))).toBe('better')
  })
  test('within the tolerance it is the same', () => expect(changeOf(at(5.5), at(6.5))).toBe('same'))
  test('one that holds to the end is better than one that broke before it', () => {
    const holds = search({ outcome: 'never_fails', break_point: null, passes_at: -10 })
    expect(changeOf(holds, at(6.5))).toBe('better')
    expect(changeOf(at(6.5), holds)).toBe('worse')
    expect(changeOf(holds, holds)).toBe('same')
  })
  test('nothing is said where the search did not come as far', () => {
    const plan = { ...search().plan, to: 10 }
    expect(changeOf(search({ outcome: 'never_fails', plan }), at(6.5))).toBeNull()
  })
})

test('only searches of the same target, language and conditions are compared', () => {
  const pink = search({ plan: { ...search().plan, noise: 'pink' } })
  const german = search({ language: 'de-DE' })
  const open = search({ outcome: null, status: 'running' })
  const latest = latestOfEach([open, at(4), pink, german, at(9)])
  expect(latest.map(({ change }) => change)).toEqual(['better', null, null])
  expect(latest[0]?.before?.break_point).toBe(9)
})
