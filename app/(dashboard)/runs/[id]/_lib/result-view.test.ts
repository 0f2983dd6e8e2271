import { expect, test } from 'vitest'

import {
  filterFrom,
  matches,
  noFilter,
  outcomeOf,
} from '#app/(dashboard)/runs/[id]/_lib/result-filter.ts'
import { nextSort, sortText } from '#app/(dashboard)/runs/[id]/_lib/result-sort.ts'
import {
  firstItems,
  itemsQuery,
  viewFrom,
  viewQuery,
} from '#app/(dashboard)/runs/[id]/_lib/result-view.ts'
import { RunItemFilter, type RunItemView } from '#lib/runs/schema.ts'

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
  tries: 1,
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

test('an address asks for a filter, and what it does not know is left out', () => {
  const filter = filterFrom({ verdict: 'failed', language: 'de-DE', twin: 'lucky' })
  expect(filter).toEqual({ ...noFilter, verdict: 'failed', language: 'de-DE', twin: 'lucky' })
  expect(filterFrom({ verdict: 'splendid', twin: ['lucky'], other: 'x' })).toEqual(noFilter)
})

test.each([
  [{ language: 'x' }, { language: 'x'.repeat(36) }],
  [{ device_profile: 'phone' }, { device_profile: '123' }],
  [{ blame: 'b'.repeat(51) }, { search: 's'.repeat(201) }],
  [{ review_status: 'maybe' }, { verdict: ['passed'] }],
])('what the API would refuse is not asked of it', (...addresses: Record<string, unknown>[]) => {
  for (const address of addresses) {
    expect(filterFrom(address)).toEqual(noFilter)
    expect(RunItemFilter.safeParse(address).success).toBe(false)
  }
})

test('an address names filter and sort, and is written as it was read', () => {
  const view = viewFrom({ verdict: 'failed', sort: 'confidence', dir: 'desc' })
  expect(view.sort).toEqual({ column: 'confidence', descending: true })
  expect(viewFrom(Object.fromEntries(viewQuery(view)))).toEqual(view)
  expect(viewFrom({ sort: 'password', dir: 'sideways' }).sort).toBeNull()
  expect(viewQuery(viewFrom({})).toString()).toBe('')
})

test('a page of items asks for the sort of the address and goes on from the cursor', () => {
  const view = viewFrom({ sort: 'response' })
  expect(itemsQuery(view, 'next').toString()).toBe('sort=response&limit=250&cursor=next')
})

test('the first page is small, and what follows is more than it and what the API gives', () => {
  const limit = (cursor: string | null) =>
    RunItemFilter.parse(Object.fromEntries(itemsQuery(viewFrom({}), cursor))).limit
  expect(limit(null)).toBe(firstItems)
  expect(limit('01a20488-211e-7459-a43b-f6d255621edc')).toBeGreaterThan(firstItems)
})

test('a column sorts up, then down, then no more', () => {
  const up = nextSort(null, 'verdict')
  const down = nextSort(up, 'verdict')
  expect([up?.descending, down?.descending, nextSort(down, 'verdict')]).toEqual([false, true, null])
  expect(nextSort(down, 'case')).toEqual({ column: 'case', descending: false })
  expect(sortText(down)).toBe('sorted by verdict, descending')
})
