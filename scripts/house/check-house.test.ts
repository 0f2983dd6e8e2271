import { expect, test } from 'vitest'

import { allowed } from '#scripts/house/allowed.ts'
import { checkHouse } from '#scripts/house/check-house.ts'
import { applyExceptions } from '#scripts/house/exceptions.ts'
import { readSources } from '#scripts/house/sources.ts'
import { root } from '#scripts/processes/root.ts'

test('each exception names something that is unused, once', () => {
  const stale = applyExceptions(checkHouse(readSources(root)), allowed, '2026-01-01')
  expect(stale).toEqual([])
  expect(new Set(allowed.map(({ name }) => name)).size).toBe(allowed.length)
})

test('in a project without code everything is unused', () => {
  const names = checkHouse(new Map()).map(({ name }) => name.split(' ')[0])
  expect(new Set(names)).toEqual(new Set(['setting', 'job', 'permission']))
})
