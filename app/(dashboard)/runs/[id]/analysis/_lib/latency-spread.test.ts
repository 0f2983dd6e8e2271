import { expect, test } from 'vitest'

import { latencySpread } from '#app/(dashboard)/runs/[id]/analysis/_lib/latency-spread.ts'

const none = { n: 0, p50: null, p90: null, p95: null, p99: null, min: null, max: null }

test('runs from the median to the 95th percentile', () =>
  expect(latencySpread('en', { ...none, n: 20, p50: 400, p95: 900, min: 1, max: 2_000 })).toEqual({
    label: 'en',
    ...{ from: 400, to: 900, n: 20, tail: 'p95' },
  }))

test('says that it goes to the slowest where values are few', () =>
  expect(latencySpread('en', { ...none, n: 1, min: 300, max: 300 })).toMatchObject({
    ...{ from: 300, to: 300, tail: 'slowest' },
  }))

test('draws nothing of nothing', () => expect(latencySpread('en', none)).toBeNull())
