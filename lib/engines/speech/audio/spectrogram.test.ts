import { expect, test } from 'vitest'

import { spectrogram } from '#lib/engines/speech/audio/spectrogram.ts'
import { concat, silence, tone } from '#lib/engines/speech/audio/test-signals.ts'
import { InvalidError } from '#lib/platform/errors.ts'

const sine = (hz: number, level: number) =>
  tone({ hz, sampleRate: 16_000, durationMs: 1_000, level })

test('a full-scale sine is 117 in its band, at its time, and silence is 0', () => {
  const clip = concat(sine(1_100, 1), silence(16_000, 1_000))
  const picture = spectrogram(clip, { columns: 20, bands: 40 })
  const column = (index: number) => Array.from(picture.subarray(index * 40, (index + 1) * 40))
  expect(picture.length).toBe(800)
  for (let index = 1; index < 9; index++) {
    const levels = column(index)
    expect(levels[5]).toBe(117)
    expect(levels.filter((level) => level > 90).length).toBe(1)
  }
  for (let index = 11; index < 20; index++) expect(column(index)).toEqual(Array(40).fill(0))
})

test('6 dB less is 6 less', () => {
  const level = (size: number) => spectrogram(sine(3_250, size), { columns: 3, bands: 16 })[16 + 6]
  expect(level(1)).toBe(117)
  expect(level(0.5)).toBe(111)
  expect(level(0.001)).toBe(57)
})

test('a sound anywhere in a long clip leaves a trace in its column', () => {
  const clip = concat(silence(16_000, 5_230), sine(500, 0.5), silence(16_000, 3_770))
  const picture = spectrogram(clip, { columns: 10, bands: 8 })
  const loud = Array.from({ length: 10 }, (_, column) => picture[column * 8] ?? 0)
  expect(loud.map((level) => level > 80)).toEqual(
    loud.map((_, column) => column === 5 || column === 6),
  )
})

test('refuses sizes out of bounds and an empty clip', () => {
  const clip = sine(500, 1)
  for (const size of [
    { columns: 0, bands: 8 },
    { columns: 5_000, bands: 8 },
    { columns: 8, bands: 0.5 },
    { columns: 8, bands: 257 },
  ])
    expect(() => spectrogram(clip, size)).toThrow(InvalidError)
  const empty = { pcm: new Int16Array(0), sampleRate: 16_000 }
  expect(() => spectrogram(empty, { columns: 8, bands: 8 })).toThrow('empty')
})
