import { expect, test } from 'vitest'

import { together } from '#lib/platform/postgres/together.ts'

test('gives all results in order', async () => {
  expect(await together(Promise.resolve(1), Promise.resolve('two'))).toEqual([1, 'two'])
})

test('throws the first failure, but only after the slowest has ended', async () => {
  const slow = Promise.withResolvers<string>()
  const failing = Promise.reject(new Error('refused'))
  let thrown = false
  const both = together(slow.promise, failing)
  both.catch(() => (thrown = true))
  await new Promise(setImmediate)
  expect(thrown).toBe(false)
  slow.resolve('done')
  await expect(both).rejects.toThrow('refused')
})
