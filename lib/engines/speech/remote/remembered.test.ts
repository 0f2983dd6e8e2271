import { expect, test } from 'vitest'

import { createRemembered } from '#lib/engines/speech/remote/remembered.ts'

function source() {
  let time = 0
  let loads = 0
  let fault: Error | null = null
  const read = createRemembered(
    async () => {
      loads += 1
      if (fault) throw fault
      return loads
    },
    1_000,
    () => time,
  )
  return {
    read,
    loads: () => loads,
    wait: (ms: number) => (time += ms),
    breakWith: (error: Error | null) => (fault = error),
  }
}

test('loads once for all who ask at the same time, and again when the time is up', async () => {
  const { read, loads, wait } = source()
  expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1])
  wait(999)
  expect(await read()).toBe(1)
  wait(1)
  expect(await read()).toBe(2)
  expect(loads()).toBe(2)
})

test('an old value outlives a failure, which is tried again only after the time', async () => {
  const { read, loads, wait, breakWith } = source()
  await read()
  breakWith(new Error('away'))
  wait(1_000)
  expect([await read(), await read()]).toEqual([1, 1])
  expect(loads()).toBe(2)
  wait(1_000)
  breakWith(null)
  expect(await read()).toBe(3)
})

test('without a value a failure is thrown, and the next caller tries again', async () => {
  const { read, breakWith } = source()
  breakWith(new Error('away'))
  await expect(read()).rejects.toThrow('away')
  breakWith(null)
  expect(await read()).toBe(2)
})
