import { expect, test } from 'vitest'

import {
  filterFrom,
  matches,
  noFilter,
  outcomeOf,
} from '#app/(dashboard)/runs/[id]/_lib/result-filter.ts'
import { sortResults } from '#app/(dashboard)/runs/[id]/_lib/result-sort.ts'
import type { RunItemView } from '#lib/runs/schema.ts'

const item = (over: Partial<RunItemView>): RunItemView => ({
  id: 'a',
  execution_id: null,
  case: { id: 'c', key: 'weather', name: 'Weather in a city', priority: 'medium' },
  suite_id: 's',
  language: 'en-US',
  device_profile: null,
  repetition: 1,
  status: 'completed',
  attempt: 1,
  verdict: 'passed',
  review_status: 'auto_pass',
  confidence: 0.9,
  blame: null,
  reason: null,
  response_ms: 500,
  blind: false,
  passed_after_retry: false,
  finished_at: null,
  ...over,
})

test('an item that has not ended shows what it is doing, whatever verdict an earlier attempt had', () =>
  expect(outcomeOf(item({ status: 'running', verdict: 'failed' }))).toBe('running'))

test('filters combine', () => {
  const filter = { ...noFilter, verdict: 'passed', search: 'CITY' } as const
  expect(matches(item({}), filter)).toBe(true)
  expect(matches(item({ verdict: 'failed' }), filter)).toBe(false)
})

test('rows without a value are last in both directions', () => {
  const rows = [
    item({ id: '1', response_ms: null }),
    item({ id: '2', response_ms: 900 }),
    item({ id: '3', response_ms: 100 }),
  ]
  const ids = (descending: boolean) =>
    sortResults(rows, { column: 'response', descending }).map((row) => row.id)
  expect(ids(false)).toEqual(['3', '2', '1'])
  expect(ids(true)).toEqual(['2', '3', '1'])
})

test('sorting by verdict puts failures before passes', () =>
  expect(
    sortResults([item({ id: 'p' }), item({ id: 'f', verdict: 'failed' })], {
      column: 'verdict',
      descending: false,
    }).map((row) => row.id),
  ).toEqual(['f', 'p']))

test('an address asks for a filter, and what it does not know is left out', () => {
  const filter = filterFrom({ verdict: 'failed', language: 'de-DE', twin: 'lucky' })
  expect(filter).toEqual({ ...noFilter, verdict: 'failed', language: 'de-DE', twin: 'lucky' })
  expect(filterFrom({ verdict: 'splendid', twin: ['lucky'], other: 'x' })).toEqual(noFilter)
})
