import { expect, test } from 'vitest'

import { resample } from '#lib/engines/speech/audio/resample.ts'
import { levelAt, noise, tone } from '#lib/engines/speech/audio/test-signals.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'

/** The middle of a clip, where the filter is filled. */
const middle = (clip: Clip): Clip => ({
  ...clip,
  pcm: clip.pcm.slice(clip.pcm.length * 0.2, clip.pcm.length * 0.8),
})
const at = (sampleRate: number, hz: number) => tone({ hz, sampleRate, durationMs: 300, level: 0.9 })
const inDb = 20 * Math.log10(0.9)

const down = [
  [22_050, 16_000],
  [24_000, 16_000],
  [44_100, 16_000],
  [48_000, 16_000],
  [16_000, 8_000],
  [22_254, 16_000],
] as const

test.each(down)('from %i to %i Hz no alias reaches -80 dB', (from, to) => {
  for (const share of [0.01, 0.1, 0.3, 0.6, 0.95]) {
    const hz = to / 2 + share * ((from - to) / 2)
    const folded = Math.abs(hz - to * Math.round(hz / to))
    expect(levelAt(middle(resample(at(from, hz), to)), folded)).toBeLessThan(-80)
  }
})

test.each([
  [8_000, 16_000],
  [11_025, 16_000],
  [16_000, 48_000],
])('from %i to %i Hz no image reaches -80 dB', (from, to) => {
  for (const share of [0.1, 0.5, 0.875, 0.98]) {
    const hz = (share * from) / 2
    expect(levelAt(middle(resample(at(from, hz), to)), from - hz)).toBeLessThan(-80)
  }
})

test.each([...down, [8_000, 16_000] as const])(
  'from %i to %i Hz the passband is flat',
  (from, to) => {
    for (const share of [0.02, 0.3, 0.6, 0.875]) {
      const hz = (share * Math.min(from, to)) / 2
      expect(Math.abs(levelAt(middle(resample(at(from, hz), to)), hz) - inDb)).toBeLessThan(0.01)
    }
  },
)

test('nothing moves in time: a click stays where it was', () => {
  const pcm = new Int16Array(22_050)
  pcm[11_025] = 30_000
  const { pcm: out } = resample({ pcm, sampleRate: 22_050 }, 16_000)
  expect(out.indexOf(Math.max(...out))).toBe(8_000)
})

test('duration is kept and nothing is added to a clip that has the rate', () => {
  const clip = noise({ sampleRate: 22_050, durationMs: 1_000, level: 0.1 })
  expect(resample(clip, 16_000).pcm).toHaveLength(16_000)
  expect(resample(clip, 22_050)).toBe(clip)
})

test('full scale saturates instead of wrapping', () => {
  const square = {
    pcm: at(22_050, 700).pcm.map((v) => (v < 0 ? -32_768 : 32_767)),
    sampleRate: 22_050,
  }
  const out = resample(square, 16_000).pcm
  for (let n = 1; n < out.length; n++)
    expect(Math.abs((out[n] ?? 0) - (out[n - 1] ?? 0))).toBeLessThan(60_000)
})

test('refuses rates that no audio has', () => {
  const clip = at(16_000, 440)
  for (const rate of [0, -1, 100, 1e9, 16_000.5, NaN])
    expect(() => resample(clip, rate)).toThrow(/Cannot resample/)
})
