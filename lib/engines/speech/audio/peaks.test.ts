import { expect, test } from 'vitest'

import { peaks } from '#lib/engines/speech/audio/peaks.ts'

const clip = { pcm: Int16Array.of(0, 16_384, -32_768, 0, 0, 8_192), sampleRate: 16_000 }

test('gives the largest absolute sample of each slice', () => {
  expect(peaks(clip, 3)).toEqual([0.5, 1, 0.25])
})

test('repeats samples when there are more buckets than samples', () => {
  const drawn = peaks(clip, 12)
  expect(drawn).toHaveLength(12)
  expect(Math.max(...drawn)).toBe(1)
})

test('draws an empty clip as silence and refuses absurd sizes', () => {
  expect(peaks({ pcm: new Int16Array(0), sampleRate: 16_000 }, 2)).toEqual([0, 0])
  for (const buckets of [0, -1, 1.5, 1e6]) expect(() => peaks(clip, buckets)).toThrow(/buckets/)
})
