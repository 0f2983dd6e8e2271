import { describe, expect, test } from 'vitest'

import { batched } from '#lib/platform/postgres/batched.ts'

describe('what is asked for at once', () => {
  test('is one question, answered to each in its turn', async () => {
    const questions: number[][] = []
    const double = batched((keys: number[]) => {
      questions.push(keys)
      return Promise.resolve(keys.map((key) => key * 2))
    }, 3)
    expect(await Promise.all([1, 2, 3, 4].map(double))).toEqual([2, 4, 6, 8])
    expect(await double(5)).toBe(10)
    expect(questions).toEqual([[1, 2, 3], [4], [5]])
  })

  test('fails together, and is asked anew afterwards', async () => {
    let broken = true
    const load = batched((keys: string[]) =>
      broken ? Promise.reject(new Error('away')) : Promise.resolve(keys),
    )
    const failed = await Promise.allSettled([load('a'), load('b')])
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    broken = false
    expect(await load('a')).toBe('a')
  })

  test('is refused when some key has no answer', async () => {
    const load = batched(() => Promise.resolve([]))
    await expect(load('a')).rejects.toThrow('Not every key has been answered')
  })
})
