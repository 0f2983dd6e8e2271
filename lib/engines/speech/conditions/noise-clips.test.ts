import { expect, test } from 'vitest'

import { noise as hiss, silence, tone } from '#lib/engines/speech/audio/test-signals.ts'
import { babble, repeatClip } from '#lib/engines/speech/conditions/noise-clips.ts'
import { talkers } from '#lib/engines/speech/conditions/test-speech.ts'
import { createRandom } from '#lib/platform/statistics/random.ts'

const wanted = (length: number, seed = 1) => ({
  length,
  sampleRate: 16_000,
  random: createRandom(seed, 'test'),
})
const jump = (samples: Float64Array) =>
  samples.reduce(
    (most, value, n) => Math.max(most, n ? Math.abs(value - (samples[n - 1] ?? 0)) : 0),
    0,
  )

test('a short clip goes on without a click', () => {
  const clip = tone({ hz: 130.7, sampleRate: 16_000, durationMs: 700, level: 0.5 })
  const within = jump(Float64Array.from(clip.pcm)) / (0.5 * 32_767 * Math.SQRT1_2)
  expect(jump(repeatClip(clip, wanted(80_000)))).toBeLessThan(1.5 * within)
})

test('steady noise stays steady where its end fades into its start', () => {
  const clip = hiss({ sampleRate: 16_000, durationMs: 500, level: 0.1 })
  const samples = repeatClip(clip, wanted(160_000))
  const powers = Array.from({ length: 100 }, (_, part) =>
    samples
      .subarray(part * 1_600, (part + 1) * 1_600)
      .reduce((sum, value) => sum + (value * value) / 1_600, 0),
  )
  expect(Math.min(...powers)).toBeGreaterThan(0.8)
  expect(Math.max(...powers)).toBeLessThan(1.25)
})

test('a clip of another rate keeps its pitch', () => {
  const clip = tone({ hz: 1_000, sampleRate: 44_100, durationMs: 2_000, level: 0.5 })
  const samples = repeatClip(clip, wanted(16_000))
  const rising = samples.reduce(
    (count, value, n) => count + (n && value > 0 && (samples[n - 1] ?? 0) <= 0 ? 1 : 0),
    0,
  )
  expect(Math.abs(rising - 1_000)).toBeLessThan(5)
})

test('the more talkers, the steadier the babble', () => {
  const spread = (count: number) => {
    const samples = babble(talkers, count, wanted(160_000))
    const powers = Array.from({ length: 50 }, (_, part) =>
      samples
        .subarray(part * 3_200, (part + 1) * 3_200)
        .reduce((sum, value) => sum + value * value, 1e-9),
    )
    const mean = powers.reduce((sum, power) => sum + power, 0) / powers.length
    return Math.sqrt(
      powers.reduce((sum, power) => sum + (power / mean - 1) ** 2, 0) / powers.length,
    )
  }
  expect(spread(16)).toBeLessThan(0.6 * spread(1))
})

test('another seed starts elsewhere', () => {
  const first = (seed: number) => babble(talkers, 2, wanted(16_000, seed))
  expect(first(1)).toEqual(first(1))
  expect(first(1)).not.toEqual(first(2))
})

test('says what is wrong with a clip', () => {
  const short = tone({ hz: 440, sampleRate: 16_000, durationMs: 400, level: 0.5 })
  expect(() => repeatClip(short, wanted(100))).toThrow('shorter than 0.5 s')
  expect(() => repeatClip(silence(16_000, 1_000), wanted(100))).toThrow('The noise clip is silent')
  expect(() => babble([], 3, wanted(100))).toThrow('at least one clip')
  expect(() => babble([silence(16_000, 1_000)], 3, wanted(100))).toThrow('talker is silent')
})
