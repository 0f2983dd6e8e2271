import { expect, test } from 'vitest'

import { createRandom } from '#lib/platform/statistics/random.ts'

const draws = (seed: number, label: string, count = 8) => {
  const random = createRandom(seed, label)
  return Array.from({ length: count }, () => random.uint32())
}

test('a seed and a label always name the same numbers', () => {
  expect(draws(1, 'noise')).toEqual(draws(1, 'noise'))
  // From an implementation in another language; a change here changes every stimulus with noise.
  expect(draws(1, 'noise', 4)).toEqual([1_729_986_366, 1_636_687_296, 3_065_529_139, 697_716_055])
})

test('another seed or another label names other numbers', () => {
  const all = [draws(1, 'noise'), draws(2, 'noise'), draws(1, 'reverb'), draws(0, 'noise')].flat()
  expect(new Set(all).size).toBe(all.length)
})

test('uniform numbers fill their range evenly', () => {
  const random = createRandom(7, 'test')
  const bins = new Array<number>(20).fill(0)
  for (let n = 0; n < 100_000; n++) {
    const bin = Math.floor(random.uniform() * 20)
    bins[bin] = (bins[bin] ?? 0) + 1
  }
  // 43.8 is exceeded once in a thousand seeds.
  expect(bins.reduce((sum, count) => sum + (count - 5_000) ** 2 / 5_000, 0)).toBeLessThan(43.8)
})

test('bell-shaped numbers have mean 0, deviation 1 and the tails of a bell', () => {
  const random = createRandom(7, 'test')
  const values = Array.from({ length: 200_000 }, () => random.bell())
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  expect(Math.abs(mean)).toBeLessThan(0.01)
  expect(Math.abs(variance - 1)).toBeLessThan(0.02)
  const beyondTwo = values.filter((value) => Math.abs(value) > 2).length / values.length
  expect(beyondTwo).toBeGreaterThan(0.04)
  expect(beyondTwo).toBeLessThan(0.05)
  const next = values.slice(1).reduce((sum, value, n) => sum + value * (values[n] ?? 0), 0)
  expect(Math.abs(next / values.length)).toBeLessThan(0.01)
})
