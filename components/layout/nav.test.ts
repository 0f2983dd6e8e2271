import { expect, test } from 'vitest'

import { isActive, nav } from '#components/layout/nav.ts'

test('the overview is active on its own page only', () => {
  expect(isActive('/', '/')).toBe(true)
  expect(isActive('/', '/runs')).toBe(false)
})

test('a page below an item keeps the item active, a mere prefix does not', () => {
  expect(isActive('/runs', '/runs/0199')).toBe(true)
  expect(isActive('/runs', '/runs-archive')).toBe(false)
})

test('no two items share an address', () => {
  const hrefs = nav.flatMap((group) => group.items.map((item) => item.href))
  expect(new Set(hrefs).size).toBe(hrefs.length)
})
