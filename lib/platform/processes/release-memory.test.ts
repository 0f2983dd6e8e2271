import { expect, test } from 'vitest'

import { releaseMemory } from '#lib/platform/processes/release-memory.ts'

test('what nobody holds any more is given back at once', () => {
  const before = process.memoryUsage().heapUsed
  let held: unknown[] | null = Array.from({ length: 200_000 }, (_, n) => ({ n }))
  expect(held).toHaveLength(200_000)
  held = null
  releaseMemory()
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(4_000_000)
  expect('gc' in globalThis).toBe(false)
})
